import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Problem } from '../risk/problems.ts';
import { LongText } from '../risk/view/LongText.tsx';
import { useApp } from './AppContext.ts';
import { modelPath, modelsPath, overviewPath } from './paths.ts';
import { problemWords } from './problemWords.ts';
import { PLUGIN_ADDRESS } from '../risk/addresses.ts';

interface Props {
  readonly problem: Problem;
  readonly again: () => void;
}

const SHOWN = 6;
const TEXT_FITS = 260;

/** Why a page has nothing to show, and where to go on. */
export function PageProblem({ problem, again }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { title, sentence, details } = problemWords(problem);
  const said = details.filter((detail) => detail !== '');
  return (
    <section className={styles.problem}>
      <h2 className={styles.title}>
        <LongText text={title} lines={3} after={TEXT_FITS} />
      </h2>
      <p className={styles.sentence}>
        <LongText text={sentence} lines={4} after={TEXT_FITS} />
      </p>
      {said.length > 0 && (
        <ul className={styles.details}>
          {said.slice(0, SHOWN).map((detail, at) => (
            <li key={at}>
              <LongText text={detail} lines={2} after={TEXT_FITS} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.next}>
        <Next problem={problem} again={again} />
        <code className={styles.code}>{problem.code}</code>
      </div>
    </section>
  );
}

function Next({ problem, again }: Props): React.JSX.Element {
  const { host } = useApp();
  switch (problem.code) {
    case 'RR702':
      return <LinkButton href={host.address(modelsPath)}>{t('app.problem.openModels', 'Open the models')}</LinkButton>;
    case 'RR703':
      return (
        <LinkButton href={host.address(PLUGIN_ADDRESS)}>{t('app.problem.openPlugin', 'Open the plugin')}</LinkButton>
      );
    case 'RR704':
      return (
        <LinkButton href={host.address(modelPath(problem.model))}>
          {t('app.problem.openModel', 'Open the model')}
        </LinkButton>
      );
    case 'RR707':
      return (
        <LinkButton href={host.address('/connections/datasources')}>
          {t('app.problem.openDatasources', 'Open data sources')}
        </LinkButton>
      );
    case 'RR709':
      return (
        <LinkButton href={host.address(overviewPath)}>{t('app.problem.openOverview', 'Open the overview')}</LinkButton>
      );
    default:
      return (
        <Button icon="sync" variant="secondary" onClick={again}>
          {t('app.again', 'Try again')}
        </Button>
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  problem: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    maxWidth: 720,
    padding: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
    borderLeft: `3px solid ${theme.colors.warning.border}`,
    background: theme.colors.background.secondary,
  }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
  sentence: css({ margin: 0, color: theme.colors.text.secondary }),
  details: css({
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  next: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1.5) }),
  code: css({ padding: 0, border: 0, background: 'none', color: theme.colors.text.secondary }),
});
