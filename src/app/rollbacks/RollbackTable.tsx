import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { hasEnded, type Rollback } from '@release-risk/contract/rollback';
import React from 'react';
import { Link } from 'react-router-dom-v5-compat';
import type { Clock } from '../../risk/view/clock.ts';
import { listTableStyles } from '../../risk/view/listTableStyles.ts';
import { shownScore } from '../../risk/view/shownScore.ts';
import { spokenAgo, spokenMoment } from '../../risk/view/spokenTime.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { rollbackPath } from '../paths.ts';
import { useWidth } from '../useWidth.ts';
import { ROLLBACK_WIDTHS, rollbackColumns, rollbackColumnTitle, type RollbackColumn } from './rollbackColumns.ts';
import { standOf } from './rollbackStand.ts';
import { standWord, whoActs } from './rollbackWords.ts';
import { StandMark } from './StandMark.tsx';
import { versionChangeText } from './VersionChange.tsx';

interface Props {
  /** What the table is, read out. */
  readonly caption: string;
  readonly rollbacks: readonly Rollback[];
  readonly clock: Clock;
}

/** Rollbacks, each the way to its page. */
export function RollbackTable({ caption, rollbacks, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth(1000);
  const columns = rollbackColumns(width);
  return (
    <div ref={ref}>
      <table className={styles.table}>
        <caption className={srOnly}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={styles.head}
                style={{ width: columns.length === 2 && column === 'state' ? '45%' : ROLLBACK_WIDTHS[column] }}
              >
                {rollbackColumnTitle(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rollbacks.map((rollback) => (
            <Row key={rollback.id} rollback={rollback} columns={columns} clock={clock} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly rollback: Rollback;
  readonly columns: readonly RollbackColumn[];
  readonly clock: Clock;
}

function Row({ rollback, columns, clock }: RowProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { id, service, sentence } = rollback;
  const cells: Readonly<Record<Exclude<RollbackColumn, 'service'>, React.ReactNode>> = {
    state: <StandMark stand={standOf(rollback)}>{standWord(rollback)}</StandMark>,
    versions: <bdi>{versionChangeText(rollback)}</bdi>,
    acts: <bdi>{whoActs(rollback) ?? '–'}</bdi>,
    score: shownScore(rollback.score),
    since: sinceText(rollback, clock),
  };
  const hasRoom = columns.includes('versions');
  return (
    <tr className={styles.row}>
      {columns.map((column) =>
        column === 'service' ? (
          <th key={column} scope="row" className={styles.cell}>
            <Link to={rollbackPath(id)} className={styles.open}>
              <bdi>{service}</bdi>
            </Link>
            <span className={styles.below}>
              {!hasRoom && <bdi>{versionChangeText(rollback)} </bdi>}
              {hasRoom && sentence !== null && <bdi>{sentence}</bdi>}
            </span>
          </th>
        ) : (
          <td key={column} className={column === 'state' || column === 'acts' ? styles.wrapped : styles.cell}>
            {cells[column]}
            {column === 'state' && !hasRoom && <span className={styles.below}>{cells.since}</span>}
          </td>
        ),
      )}
    </tr>
  );
}

/** How long it has been open, or when it ended. */
function sinceText({ state, createdAt, endedAt, updatedAt }: Rollback, clock: Clock): string {
  if (!hasEnded(state)) {
    const began = secondsOf(createdAt);
    return t('app.rollbacks.opened', '{{moment}} ({{ago}})', {
      moment: spokenMoment(began, clock.now, clock.timeZone),
      ago: spokenAgo(clock.now - began),
    });
  }
  const ended = secondsOf(endedAt ?? updatedAt);
  return t('app.rollbacks.ended', 'ended {{moment}}', { moment: spokenMoment(ended, clock.now, clock.timeZone) });
}

const getStyles = (theme: GrafanaTheme2) => {
  const { table, head, row, open, cell, below } = listTableStyles(theme);
  const padded = { padding: theme.spacing(0.75, 1), verticalAlign: 'top' } as const;
  return {
    table,
    head,
    row,
    open,
    below,
    cell: cx(cell, css(padded)),
    wrapped: cx(cell, css(padded, { whiteSpace: 'normal' })),
  };
};
