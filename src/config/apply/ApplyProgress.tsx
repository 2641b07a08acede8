import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Icon, LinkButton, Spinner, useStyles2 } from '@grafana/ui';
import React from 'react';
import { toneColors } from '../../risk/view/tones.ts';
import type { ApplyRun } from './applyRun.ts';

interface Props {
  readonly run: ApplyRun;
  /** Of the model's dashboard. */
  readonly dashboard: string;
}

/** What is being written, object by object, and how it ended. */
export function ApplyProgress({ run, dashboard }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (run.kind === 'none') return null;
  const { begun } = run;
  return (
    <div aria-live="polite" className={styles.progress}>
      <ol className={styles.steps}>
        {begun.map((what, at) => (
          <li key={`${String(at)} ${what}`} className={styles.step}>
            <StepMark run={run} isLast={at === begun.length - 1} />
            <span>{what}</span>
          </li>
        ))}
      </ol>
      {run.kind === 'done' && (
        <Alert
          severity="success"
          title={t('app.apply.done.title', 'Applied, and read back: Grafana holds exactly this model')}
        >
          <LinkButton href={dashboard} size="sm" variant="secondary" icon="apps">
            {t('app.apply.done.dashboard', 'Open the dashboard')}
          </LinkButton>
        </Alert>
      )}
      {run.kind === 'cutShort' && (
        <Alert severity="error" title={t('app.apply.cutShort.title', 'The apply was cut short')}>
          <div>{run.reason}</div>
          {run.hint !== '' && <div>{run.hint}</div>}
          <div>
            {begun.length === 0
              ? t('app.apply.cutShort.nothing', 'Nothing was written.')
              : t(
                  'app.apply.cutShort.resume',
                  'Whether the last object above was written is not known. Apply again: it starts from what is there and finishes.',
                )}
          </div>
        </Alert>
      )}
    </div>
  );
}

function StepMark({ run, isLast }: { readonly run: ApplyRun; readonly isLast: boolean }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  if (run.kind === 'running' && isLast) return <Spinner size="sm" />;
  if (run.kind === 'cutShort' && isLast) {
    return <Icon name="question-circle" className={styles.unknown} title={t('app.apply.step.unknown', 'not known')} />;
  }
  return <Icon name="check" className={styles.done} title={t('app.apply.step.done', 'written')} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  progress: css({ display: 'grid', gap: theme.spacing(1) }),
  steps: css({ listStyle: 'none', margin: 0, padding: 0 }),
  step: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), overflowWrap: 'anywhere' }),
  done: css({ color: toneColors(theme, 'good').text }),
  unknown: css({ color: toneColors(theme, 'warning').text }),
});
