import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Checkbox, useStyles2 } from '@grafana/ui';
import type { Findings } from '@release-risk/propose/propose';
import React from 'react';
import type { Proposal } from './proposals.ts';

interface Props {
  readonly proposals: readonly Proposal[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Signals to choose from, each with what it reads right now. */
export function ProposalList({ proposals, chosen, onChoose }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {proposals.map(({ id, title, why, query, isCritical, now }) => (
        <li key={id} className={styles.item}>
          <div className={styles.head}>
            <Checkbox
              value={chosen.has(id)}
              label={title}
              description={why}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.currentTarget.checked) next.add(id);
                else next.delete(id);
                onChoose(next);
              }}
            />
            {isCritical && <Badge color="red" text={t('app.signals.critical', 'critical')} />}
          </div>
          <div className={styles.now}>{now}</div>
          <details>
            <summary className={styles.fold}>{t('app.signals.query', 'Query')}</summary>
            <pre className={styles.query}>{query}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}

/** What was looked at and not proposed, and why. */
export function LeftOutList({ leftOut }: { readonly leftOut: Findings['leftOut'] }): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (leftOut.length === 0) return null;
  return (
    <details>
      <summary className={styles.fold}>
        {t('app.signals.leftOut', '{{count}} others were looked at and not proposed', {
          count: leftOut.length,
          defaultValue_one: '{{count}} other was looked at and not proposed',
        })}
      </summary>
      <ul className={styles.left}>
        {leftOut.map(({ what, why }, at) => (
          <li key={`${String(at)} ${what}`}>
            {what}: {why}
          </li>
        ))}
      </ul>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  item: css({
    minWidth: 0,
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  head: css({ display: 'flex', gap: theme.spacing(1), justifyContent: 'space-between', alignItems: 'start' }),
  now: css({ margin: theme.spacing(0.5, 0, 0.5, 3), overflowWrap: 'anywhere' }),
  fold: css({ cursor: 'pointer', marginLeft: theme.spacing(3), color: theme.colors.text.secondary }),
  query: css({
    margin: theme.spacing(0.5, 0, 0, 3),
    padding: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
  left: css({ margin: theme.spacing(0.5, 0, 0, 3), color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
