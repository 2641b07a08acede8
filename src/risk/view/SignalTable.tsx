import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import React, { useMemo, useState } from 'react';
import type { ServiceActions } from '../act/actions.ts';
import type { Judged } from '../judged.ts';
import type { Remote } from '../remote.ts';
import type { Curves } from '../surroundings.ts';
import type { Layout } from './layout.ts';
import { columnTitle, signalColumns, type SignalColumn } from './signalColumns.ts';
import { bySignificance } from './signalOrder.ts';
import { SignalRow } from './SignalRow.tsx';
import { spokenLength } from './spokenTime.ts';
import { srOnly } from './srOnly.ts';

interface Props {
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  readonly curves: Remote<Curves>;
  /** Epoch seconds; marked in every curve. */
  readonly deployedAt: number | undefined;
  readonly actions: ServiceActions;
  readonly layout: Layout;
  /** Pixels. */
  readonly width: number;
}

const SHORT_TABLE = 3;
/** Pixels: what the other columns need, and how long a curve may be. Half of what is left is the curve's. */
const OTHER_COLUMNS = 480;
const CURVE_AT_LEAST = 72;
const CURVE_AT_MOST = 320;

/** Every signal of a service, what matters most first. */
export function SignalTable({ judged, service, curves, deployedAt, actions, layout, width }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => bySignificance(service.signals), [service.signals]);
  const columns = signalColumns(layout, width);
  const curveWidth = Math.round(Math.min(Math.max((width - OTHER_COLUMNS) / 2, CURVE_AT_LEAST), CURVE_AT_MOST));
  const isShort = layout !== 'full' && !all && sorted.length > SHORT_TABLE;
  const shown = isShort ? sorted.slice(0, SHORT_TABLE) : sorted;
  const mostPoints = Math.max(...sorted.map(({ maxPoints }) => maxPoints));
  return (
    <div>
      <table className={styles.table}>
        <caption className={srOnly}>{t('panel.signals.caption', 'Signals, what matters most first')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={cx(styles.head, isNumber(column) && styles.right, column !== 'signal' && styles.tight)}
              >
                <span className={column === 'explore' ? srOnly : undefined}>
                  {column === 'curve' && curves.kind === 'ok' ? lastWhile(curves.value) : columnTitle(column)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <SignalRow
              key={one.id}
              one={one}
              signal={judged.model.signals.find(({ id }) => id === one.id)}
              panelOnly={judged.panelOnly.includes(one.id)}
              columns={columns}
              mostPoints={mostPoints}
              curves={curves}
              curveWidth={curveWidth}
              deployedAt={deployedAt}
              explore={actions.explore(one.id)}
            />
          ))}
        </tbody>
      </table>
      {layout === 'full' && curves.kind === 'ok' && (
        <p className={styles.legend}>
          {t('panel.signals.legend', 'Dotted: usual. Red line: where red begins. Dashed: deployment.')}
        </p>
      )}
      {layout !== 'full' && sorted.length > SHORT_TABLE && (
        <Button
          size="sm"
          fill="text"
          variant="secondary"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all
            ? t('panel.signals.showFewer', 'Show the top {{n}}', { n: SHORT_TABLE })
            : t('panel.signals.showAll', 'Show all {{n}} signals', { n: sorted.length })}
        </Button>
      )}
    </div>
  );
}

function lastWhile({ from, to }: Curves): string {
  return t('panel.signals.last', 'Last {{length}}', { length: spokenLength(to - from) });
}

/** Columns of figures stand to the right. */
function isNumber(column: SignalColumn): boolean {
  return column === 'now' || column === 'usual' || column === 'difference' || column === 'samples';
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '> tbody > tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  head: css({
    padding: theme.spacing(0.5, 0.75),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    '&:first-of-type': { paddingLeft: 0 },
  }),
  right: css({ textAlign: 'right' }),
  tight: css({ width: '1%' }),
  legend: css({
    margin: theme.spacing(0.5, 0, 0),
    textAlign: 'right',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
