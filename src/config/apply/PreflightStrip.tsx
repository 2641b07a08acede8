import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { Check } from '@release-risk/apply/check';
import React, { useId } from 'react';
import { srOnly } from '../../risk/view/srOnly.ts';
import { toneColors } from '../../risk/view/tones.ts';

interface Props {
  /** Undefined: not looked yet. */
  readonly checks: readonly Check[] | undefined;
}

const ICONS: Readonly<Record<Check['level'], IconName>> = {
  ok: 'check-circle',
  warn: 'exclamation-triangle',
  fail: 'times-circle',
};
const ORDER: readonly Check['level'][] = ['fail', 'warn', 'ok'];

/** What must hold before a model is applied: what stands in the way first, what is well folded away. */
export function PreflightStrip({ checks }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const summaryId = useId();
  if (checks === undefined) {
    return (
      <LoadingPlaceholder text={t('app.apply.preflight.loading', 'Looking at datasources, queries and permissions…')} />
    );
  }
  const amiss = checks
    .filter(({ level }) => level !== 'ok')
    .sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  const well = checks.filter(({ level }) => level === 'ok');
  return (
    <div className={styles.strip} role="status" aria-labelledby={summaryId}>
      <div id={summaryId} className={styles.summary}>
        {summaryOf(checks)}
      </div>
      {amiss.length > 0 && <CheckList checks={amiss} />}
      {well.length > 0 && (
        <details open={amiss.length === 0 && well.length <= 3}>
          <summary className={styles.fold}>
            {t('app.apply.preflight.well', '{{count}} checks are well', {
              count: well.length,
              defaultValue_one: '{{count}} check is well',
            })}
          </summary>
          <CheckList checks={well} />
        </details>
      )}
    </div>
  );
}

function CheckList({ checks }: { readonly checks: readonly Check[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {checks.map(({ level, what, found, hint }, at) => (
        <li key={`${String(at)} ${what}`} className={cx(styles.check, styles[level])}>
          <Icon name={ICONS[level]} className={styles.icon} />
          <span className={srOnly}>{levelWord(level)}</span>
          <span className={styles.what}>{what}</span>
          <span className={styles.found}>
            {found}
            {hint !== undefined && <span className={styles.hint}> {hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function levelWord(level: Check['level']): string {
  switch (level) {
    case 'ok':
      return t('app.apply.preflight.ok', 'Well:');
    case 'warn':
      return t('app.apply.preflight.warn', 'Warning:');
    case 'fail':
      return t('app.apply.preflight.fail', 'In the way:');
  }
}

function summaryOf(checks: readonly Check[]): string {
  const failed = checks.filter(({ level }) => level === 'fail').length;
  const warned = checks.filter(({ level }) => level === 'warn').length;
  if (failed > 0) {
    return t('app.apply.preflight.inTheWay', '{{count}} things stand in the way of applying', {
      count: failed,
      defaultValue_one: '{{count}} thing stands in the way of applying',
    });
  }
  if (warned > 0) {
    return t('app.apply.preflight.warned', 'Ready to apply; {{count}} things should be known', {
      count: warned,
      defaultValue_one: 'Ready to apply; {{count}} thing should be known',
    });
  }
  return t('app.apply.preflight.ready', 'Ready to apply');
}

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({
    display: 'grid',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  summary: css({ fontWeight: theme.typography.fontWeightMedium }),
  fold: css({ cursor: 'pointer', color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  check: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(120px, 220px) minmax(0, 1fr)',
    gap: theme.spacing(1),
    alignItems: 'baseline',
    paddingTop: theme.spacing(0.25),
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      '& > :last-child': { gridColumn: 2 },
    },
  }),
  icon: css({ alignSelf: 'start', marginTop: 3 }),
  ok: css({ '& svg': { color: toneColors(theme, 'good').text } }),
  warn: css({ '& svg': { color: toneColors(theme, 'warning').text } }),
  fail: css({ '& svg': { color: toneColors(theme, 'bad').text } }),
  what: css({ overflowWrap: 'anywhere', fontWeight: theme.typography.fontWeightMedium }),
  found: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  hint: css({ color: theme.colors.text.secondary }),
});
