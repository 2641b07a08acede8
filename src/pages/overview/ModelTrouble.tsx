import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { modelPath } from '../../app/paths.ts';
import { problemWords } from '../../app/problemWords.ts';
import type { StoredModel } from '../../app/storedModels.ts';
import { useApp } from '../../app/AppContext.ts';
import type { Problem } from '../../risk/problems.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { Notice } from '../../risk/view/Notice.tsx';

interface Props {
  readonly stored: StoredModel;
  readonly problem: Problem;
  /** Whether old scores of it stand below. */
  readonly hasLast: boolean;
  readonly again: () => void;
}

const SHOWN = 4;
const TEXT_FITS = 260;

/** Why a model shows nothing new, beside all the others; what to do about it is one press away. */
export function ModelTrouble({ stored, problem, hasLast, again }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host } = useApp();
  const { title, sentence, details } = problemWords(problem);
  const said = details.filter((detail) => detail !== '');
  const isOfDocument = problem.code === 'RR703' || problem.code === 'RR704';
  return (
    <Notice
      tone="warning"
      icon="exclamation-triangle"
      title={
        <>
          <LongText text={stored.model?.title ?? stored.name} lines={1} after={TEXT_FITS} />: {title}
        </>
      }
      action={
        isOfDocument ? (
          <LinkButton size="sm" variant="secondary" icon="pen" href={host.address(modelPath(stored.name))}>
            {t('app.problem.openModel', 'Open the model')}
          </LinkButton>
        ) : (
          <Button size="sm" variant="secondary" icon="sync" onClick={again}>
            {t('app.again', 'Try again')}
          </Button>
        )
      }
    >
      <LongText text={sentence} lines={3} after={TEXT_FITS} />
      {hasLast && <> {t('app.overview.lastKnown', 'What was known before stands below.')}</>}
      {said.length > 0 && (
        <ul className={styles.details}>
          {said.slice(0, SHOWN).map((detail, at) => (
            <li key={at}>
              <LongText text={detail} lines={2} after={TEXT_FITS} />
            </li>
          ))}
          {said.length > SHOWN && (
            <li>{t('app.overview.moreDetails', 'and {{n}} more', { n: said.length - SHOWN })}</li>
          )}
        </ul>
      )}
      <code className={styles.code}>{problem.code}</code>
    </Notice>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    listStyle: 'none',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
  code: css({ padding: 0, border: 0, background: 'none', color: theme.colors.text.secondary }),
});
