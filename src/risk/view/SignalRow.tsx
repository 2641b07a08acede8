import { css, cx } from '@emotion/css';
import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import type { SignalVerdict } from '@release-risk/contract/verdict';
import { formatNumber } from '@release-risk/model/format';
import type { Signal } from '@release-risk/model/model';
import { signalCells, type SignalCells } from '@release-risk/query/signalCells';
import React, { useId, useState } from 'react';
import type { Remote } from '../remote.ts';
import type { Curves } from '../surroundings.ts';
import { GradeShape } from './GradeShape.tsx';
import { VetoMark } from './Headline.tsx';
import { HeadroomBar } from './HeadroomBar.tsx';
import { PointsBar } from './PointsBar.tsx';
import { shownScore } from './shownScore.ts';
import { SignalCurve } from './SignalCurve.tsx';
import type { SignalColumn } from './signalColumns.ts';
import { SignalFacts } from './SignalFacts.tsx';
import { isVeto } from './signalOrder.ts';
import { srOnly } from './srOnly.ts';
import { TONE_OF_MARK, toneColors, type Tone } from './tones.ts';
import { RAW } from '../rawText.ts';

interface Props {
  readonly one: SignalVerdict;
  /** Its part of the model; undefined where the model has changed under the verdict. */
  readonly signal: Signal | undefined;
  readonly panelOnly: boolean;
  readonly columns: readonly SignalColumn[];
  /** The most that any signal of the service can add. */
  readonly mostPoints: number;
  readonly curves: Remote<Curves>;
  /** Pixels. */
  readonly curveWidth: number;
  /** Epoch seconds. */
  readonly deployedAt: number | undefined;
  /** Address of its query in Explore. */
  readonly explore: string | undefined;
}

/** One signal: its figures, and on demand everything that is known of it. */
export function SignalRow(props: Props): React.JSX.Element | null {
  const { one, signal, panelOnly, columns, mostPoints, curves, curveWidth, deployedAt, explore } = props;
  const [open, setOpen] = useState(false);
  const facts = useId();
  const cells = signal && signalCells(signal, one);
  const styles = useStyles2(getStyles, cells ? TONE_OF_MARK[cells.mark] : 'quiet');
  if (signal === undefined || cells === undefined) return null;
  const figures: Readonly<Record<Exclude<SignalColumn, 'signal'>, React.ReactNode>> = {
    now: <strong className={styles.now}>{cells.now}</strong>,
    usual: <span className={styles.compared}>{cells.usual}</span>,
    difference: (
      <>
        <span className={styles.compared}>{cells.difference === '' ? shownScore(null) : cells.difference}</span>
        <HeadroomBar headroom={one.headroom} />
      </>
    ),
    samples: samplesText(one),
    points: <PointsBar one={one} mostPoints={mostPoints} />,
    curve: (
      <SignalCurve
        curves={curves}
        one={one}
        signal={signal}
        tone={TONE_OF_MARK[cells.mark]}
        deployedAt={deployedAt}
        width={curveWidth}
      />
    ),
    explore: explore !== undefined && (
      <LinkButton
        href={explore}
        size="sm"
        fill="text"
        variant="secondary"
        icon="compass"
        aria-label={t('panel.signals.openInExplore', 'Open {{title}} in Explore', {
          title: one.title,
          ...RAW,
        })}
      />
    ),
  };
  return (
    <>
      <tr className={styles.row}>
        <th scope="row" className={styles.title}>
          <button
            type="button"
            className={styles.opener}
            aria-expanded={open}
            aria-controls={facts}
            onClick={() => {
              setOpen(!open);
            }}
          >
            <GradeShape mark={cells.mark} className={styles.mark} />
            <span className={srOnly}>{markWord(cells.mark)} </span>
            <bdi className={open ? styles.wholeTitle : styles.shortTitle}>{one.title}</bdi>
            <Icon name={open ? 'angle-up' : 'angle-down'} size="sm" className={styles.chevron} />
          </button>
          <Notes one={one} cells={cells} panelOnly={panelOnly} />
        </th>
        {columns.map((column) =>
          column === 'signal' ? null : (
            <td key={column} className={cx(styles.cell, ALIGNED_RIGHT.has(column) && styles.right)}>
              {figures[column]}
            </td>
          ),
        )}
      </tr>
      <tr id={facts} hidden={!open}>
        <td colSpan={columns.length} className={styles.facts}>
          {open && <SignalFacts one={one} signal={signal} cells={cells} explore={explore} />}
        </td>
      </tr>
    </>
  );
}

const ALIGNED_RIGHT: ReadonlySet<SignalColumn> = new Set(['now', 'usual', 'difference', 'samples']);

function markWord(mark: SignalCells['mark']): string {
  switch (mark) {
    case 'green':
      return t('panel.grade.green', 'green');
    case 'yellow':
      return t('panel.grade.yellow', 'yellow');
    case 'red':
      return t('panel.grade.red', 'red');
    case 'missing':
      return t('panel.grade.missing', 'missing');
  }
}

function samplesText({ samples, samplesNeeded }: SignalVerdict): string {
  if (samplesNeeded === null) return '';
  if (samples === null) return '–';
  const n = formatNumber(samples);
  return samples >= samplesNeeded
    ? n
    : t('panel.signals.samplesOf', '{{n}} of {{needed}}', { n, needed: formatNumber(samplesNeeded) });
}

interface NotesProps {
  readonly one: SignalVerdict;
  readonly cells: SignalCells;
  readonly panelOnly: boolean;
}

/** What makes a signal special, and why it is missing. */
function Notes({ one, cells, panelOnly }: NotesProps): React.JSX.Element | null {
  const styles = useStyles2(getStyles, 'quiet');
  const notes = [
    one.critical && !isVeto(one) ? t('panel.signals.critical', 'critical') : '',
    one.weight === 0 && !one.critical ? t('panel.signals.reportOnly', 'report only') : '',
    panelOnly ? t('panel.signals.panelOnly', 'this panel only, not in the alert') : '',
  ].filter((note) => note !== '');
  if (notes.length === 0 && cells.missing === '' && !isVeto(one)) return null;
  return (
    <span className={styles.notes}>
      {isVeto(one) && <VetoMark />}
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
      {cells.missing !== '' && <bdi className={styles.missing}>{cells.missing}</bdi>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  row: css({
    verticalAlign: 'top',
    '&:hover, &:focus-within': { background: colorManipulator.alpha(theme.colors.text.primary, 0.04) },
  }),
  title: css({
    padding: theme.spacing(0.5, 0.75, 0.5, 0),
    fontWeight: theme.typography.fontWeightRegular,
    textAlign: 'left',
  }),
  opener: css({
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: 6,
    maxWidth: '100%',
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.primary,
    textAlign: 'left',
  }),
  mark: css({ flex: 'none', color: toneColors(theme, tone).text }),
  shortTitle: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  }),
  wholeTitle: css({ overflowWrap: 'anywhere' }),
  chevron: css({ flex: 'none', alignSelf: 'center', color: theme.colors.text.secondary }),
  notes: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 0.75),
    paddingLeft: 16,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  missing: css({ color: theme.colors.info.text, overflowWrap: 'anywhere' }),
  cell: css({ padding: theme.spacing(0.5, 0.75) }),
  right: css({ textAlign: 'right' }),
  now: css({ fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' }),
  compared: css({
    display: 'inline-block',
    minWidth: 72,
    '@container (min-width: 660px), (min-width: 460px) and (max-width: 599px)': { whiteSpace: 'nowrap' },
  }),
  facts: css({ padding: theme.spacing(0.5, 0, 1, 2) }),
});
