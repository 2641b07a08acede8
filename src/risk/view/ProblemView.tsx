import { css, cx } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Problem } from '../problems.ts';
import type { Layout } from './layout.ts';
import { LongText } from './LongText.tsx';
import { problemText, type NextStep } from './problemTexts.ts';
import { PLUGIN_ADDRESS } from '../addresses.ts';

interface Props {
  readonly problem: Problem;
  readonly layout: Layout;
  readonly retry: () => void;
  /** Opens the panel's options; undefined where this user may not edit. */
  readonly setUp: (() => void) | undefined;
  /** Beside an old score there is less room and less reason to shout. */
  readonly beside: boolean;
}

const DETAILS_SHOWN = 6;
const DETAIL_FITS = 160;

/** Why there is no score, and the one thing to do about it. */
export function ProblemView({ problem, layout, retry, setUp, beside }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { title, sentence, details, next } = problemText(problem);
  const said = details.filter((detail) => detail !== '');
  const isLine = layout === 'line';
  return (
    <section className={cx(styles.problem, isLine && styles.line, !beside && !isLine && styles.alone)}>
      <div className={styles.text}>
        <h3 className={styles.title}>
          <LongText text={title} lines={isLine ? 1 : 3} after={isLine ? 60 : 200} />
        </h3>
        {!isLine && (
          <p className={styles.sentence}>
            <LongText text={sentence} lines={4} after={400} />
          </p>
        )}
        {!isLine && said.length > 0 && (
          <ul className={styles.details}>
            {said.slice(0, DETAILS_SHOWN).map((detail, at) => (
              <li key={at}>
                <LongText text={detail} lines={2} after={DETAIL_FITS} />
              </li>
            ))}
            {said.length > DETAILS_SHOWN && (
              <li>{t('panel.problem.more', 'and {{n}} more', { n: said.length - DETAILS_SHOWN })}</li>
            )}
          </ul>
        )}
      </div>
      <div className={styles.next}>
        <Step next={next} retry={retry} setUp={setUp} />
        {!isLine && problem.code !== 'RR701' && <code className={styles.code}>{problem.code}</code>}
      </div>
    </section>
  );
}

interface StepProps {
  readonly next: NextStep;
  readonly retry: () => void;
  readonly setUp: (() => void) | undefined;
}

function Step({ next, retry, setUp }: StepProps): React.JSX.Element {
  switch (next) {
    case 'setUp':
      return setUp === undefined ? (
        <span>{t('panel.problem.askEditor', 'Ask somebody who may edit this dashboard.')}</span>
      ) : (
        <Button size="sm" icon="cog" onClick={setUp}>
          {t('panel.problem.setUp', 'Set up this panel')}
        </Button>
      );
    case 'retry':
      return (
        <Button size="sm" variant="secondary" icon="sync" onClick={retry}>
          {t('panel.failure.retry', 'Try again')}
        </Button>
      );
    case 'plugin':
      return (
        <LinkButton size="sm" variant="secondary" href={locationUtil.assureBaseUrl(PLUGIN_ADDRESS)}>
          {t('panel.problem.openPlugin', 'Open the plugin')}
        </LinkButton>
      );
    case 'datasources':
      return (
        <LinkButton size="sm" variant="secondary" href={locationUtil.assureBaseUrl('/connections/datasources')}>
          {t('panel.problem.openDatasources', 'Open data sources')}
        </LinkButton>
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  problem: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.radius.default,
    borderLeft: `3px solid ${theme.colors.warning.border}`,
    background: theme.colors.background.secondary,
  }),
  line: css({
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'space-between',
    padding: theme.spacing(0.5, 1),
  }),
  alone: css({
    margin: 'auto',
    maxWidth: 560,
    background: 'none',
    borderLeft: 0,
    alignItems: 'center',
    textAlign: 'center',
    gap: theme.spacing(1.5),
  }),
  text: css({ minWidth: 0, maxWidth: '100%' }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  sentence: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary }),
  details: css({
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.bodySmall.fontSize,
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
  next: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  }),
  code: css({ padding: 0, border: 0, background: 'none', color: theme.colors.text.secondary }),
});
