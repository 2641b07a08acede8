import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { Policy } from '@release-risk/model/model';
import type { Bands } from '@release-risk/model/verdict';
import React from 'react';
import type { Clock } from './clock.ts';
import { coverageWords } from './Coverage.tsx';
import type { ListColumn } from './listColumns.ts';
import { listTableStyles } from './listTableStyles.ts';
import { MiniScale } from './MiniScale.tsx';
import { knownScore } from './shownScore.ts';
import type { Way } from './ServiceList.tsx';
import { spokenLength } from './spokenTime.ts';
import { standingOf } from './standing.ts';
import { TONE_OF_VERDICT, toneColors, type Tone } from './tones.ts';
import { VerdictShape } from './VerdictShape.tsx';
import { verdictWord } from './verdictWords.ts';

interface Props {
  readonly service: ServiceVerdict;
  /** From 0. */
  readonly index: number;
  /** Pixels. */
  readonly height: number;
  readonly columns: readonly ListColumn[];
  readonly policy: Policy;
  readonly bands: Bands;
  readonly clock: Clock;
  /** Tab reaches one row; the arrows go on from there. */
  readonly isTabStop: boolean;
  readonly onOpen: (service: string) => void;
  readonly onFocus: (index: number) => void;
  readonly onMove: (way: Way) => void;
}

const WAYS: Readonly<Record<string, Way>> = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' };

/** One service of many: how it stands, and the door to its details. */
export function ServiceListRow(props: Props): React.JSX.Element {
  const { service, index, height, columns, policy, bands, clock, isTabStop, onOpen, onFocus, onMove } = props;
  const standing = standingOf(service, policy, { kind: 'loading' }, clock.now);
  const styles = useStyles2(getStyles, TONE_OF_VERDICT[standing.verdict]);
  const score = knownScore(service);
  const cause =
    service.coverage !== null && service.coverage < 1 && service.signals.length > 0
      ? `${service.sentence} (${coverageWords(service)})`
      : service.sentence;
  const cells: Readonly<Record<Exclude<ListColumn, 'service'>, React.ReactNode>> = {
    verdict: (
      <span className={styles.verdict}>
        <VerdictShape word={standing.word} size={16} /> {verdictWord(standing.word)}
      </span>
    ),
    score: <MiniScale score={score} bands={bands} tone={TONE_OF_VERDICT[standing.verdict]} />,
    version: (
      <span className={styles.version}>
        <bdi className={styles.name}>{service.version ?? ''}</bdi>
        {service.versionAge !== null && <span className={styles.age}>{spokenLength(service.versionAge)}</span>}
      </span>
    ),
    cause: <bdi>{cause}</bdi>,
  };
  return (
    <tr className={styles.row} style={{ height }} aria-rowindex={index + 2}>
      {columns.map((column) =>
        column === 'service' ? (
          <th key={column} scope="row" className={styles.cell}>
            <button
              type="button"
              className={styles.open}
              data-row={index}
              tabIndex={isTabStop ? 0 : -1}
              onClick={() => {
                onOpen(service.service);
              }}
              onFocus={() => {
                onFocus(index);
              }}
              onKeyDown={(event) => {
                const way = WAYS[event.key];
                if (way === undefined) return;
                event.preventDefault();
                onMove(way);
              }}
            >
              <bdi>{service.service}</bdi>
            </button>
            {!columns.includes('cause') && <bdi className={styles.below}>{cause}</bdi>}
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
  const { row, open, cell } = listTableStyles(theme);
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  const { text } = toneColors(theme, tone);
  return {
    row,
    cell,
    verdict: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      color: text,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    // Below the head that stays in sight.
    open: cx(open, css({ scrollMargin: '48px 0 24px' })),
    below: css({
      ...cut,
      display: 'block',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    version: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1), minWidth: 0 }),
    name: css({ ...cut, minWidth: 0 }),
    age: css({ flex: 'none', color: theme.colors.text.secondary }),
  };
};
