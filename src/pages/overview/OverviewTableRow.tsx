import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { listTableStyles } from '../../risk/view/listTableStyles.ts';
import { Link } from 'react-router-dom-v5-compat';
import { servicePath } from '../../app/paths.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { MiniScale } from '../../risk/view/MiniScale.tsx';
import { knownScore, shownScore } from '../../risk/view/shownScore.ts';
import { spokenLength } from '../../risk/view/spokenTime.ts';
import { standingOf } from '../../risk/view/standing.ts';
import { TONE_OF_VERDICT, toneColors, type Tone } from '../../risk/view/tones.ts';
import { VerdictShape } from '../../risk/view/VerdictShape.tsx';
import { verdictWord } from '../../risk/view/verdictWords.ts';
import type { OverviewColumn } from './overviewColumns.ts';
import type { OverviewRow } from './overviewRows.ts';

interface Props {
  readonly row: OverviewRow;
  readonly index: number;
  /** Pixels. */
  readonly height: number;
  readonly columns: readonly OverviewColumn[];
  /** Whether services of several models stand side by side. */
  readonly models: boolean;
  readonly clock: Clock;
  /** Tab reaches one row; the arrows go on from there. */
  readonly isTabStop: boolean;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (event: React.KeyboardEvent, index: number) => void;
}

/** One service: how it stands, and the way to its page. */
export function OverviewTableRow(props: Props): React.JSX.Element {
  const { row, index, height, columns, models, clock, isTabStop, onFocus, onKeyDown } = props;
  const { model, service } = row;
  const standing = standingOf(service, model.policy, { kind: 'loading' }, clock.now);
  const tone = TONE_OF_VERDICT[standing.verdict];
  const styles = useStyles2(getStyles, tone);
  const score = knownScore(service);
  const cells: Readonly<Record<Exclude<OverviewColumn, 'service'>, React.ReactNode>> = {
    verdict: (
      <span className={styles.verdict}>
        <VerdictShape word={standing.word} size={16} /> {verdictWord(standing.word)}
        {!columns.includes('score') && <span className={styles.score}>{shownScore(score)}</span>}
      </span>
    ),
    model: <bdi className={styles.quiet}>{model.title}</bdi>,
    score: <MiniScale score={score} bands={model.bands} tone={tone} />,
    version: (
      <span className={styles.version}>
        <bdi className={styles.cut}>{service.version ?? ''}</bdi>
        {service.versionAge !== null && <span className={styles.quiet}>{spokenLength(service.versionAge)}</span>}
      </span>
    ),
    cause: <bdi>{service.sentence}</bdi>,
  };
  return (
    <tr className={styles.row} style={{ height }} aria-rowindex={index + 2}>
      {columns.map((column) =>
        column === 'service' ? (
          <th key={column} scope="row" className={styles.cell}>
            <Link
              to={servicePath(model.name, service.labels)}
              className={styles.open}
              data-row={index}
              tabIndex={isTabStop ? 0 : -1}
              onFocus={() => {
                onFocus(index);
              }}
              onKeyDown={(event) => {
                onKeyDown(event, index);
              }}
            >
              <bdi>{service.service}</bdi>
            </Link>
            {!columns.includes('cause') && (
              <span className={styles.below}>
                {models && <bdi>{model.title} · </bdi>}
                <bdi>{service.sentence}</bdi>
              </span>
            )}
          </th>
        ) : (
          <td key={column} className={styles.cell}>
            {cells[column]}
          </td>
        ),
      )}
    </tr>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const { row, open, cell, below } = listTableStyles(theme);
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row,
    cell,
    below,
    verdict: css({
      display: 'inline-flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 0.75),
      color: toneColors(theme, tone).text,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    score: css({ flexBasis: '100%', paddingLeft: 22, color: theme.colors.text.primary }),
    open: cx(open, css({ scrollMargin: '96px 0 24px' })),
    version: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1), minWidth: 0 }),
    cut: css({ ...cut, minWidth: 0 }),
    quiet: css({ color: theme.colors.text.secondary }),
  };
};
