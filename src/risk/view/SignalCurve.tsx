import { css } from '@emotion/css';
import { dateTime, FieldType, type FieldSparkline, type GrafanaTheme2 } from '@grafana/data';
import { Sparkline, useStyles2, useTheme2 } from '@grafana/ui';
import type { SignalVerdict } from '@release-risk/contract/verdict';
import type { Signal } from '@release-risk/model/model';
import React, { useMemo } from 'react';
import type { Remote } from '../remote.ts';
import type { Curve, Curves } from '../surroundings.ts';
import { redLine } from './signalLines.ts';
import { toneColors, type Tone } from './tones.ts';

interface Props {
  readonly curves: Remote<Curves>;
  readonly one: SignalVerdict;
  readonly signal: Signal;
  readonly tone: Tone;
  /** Epoch seconds. */
  readonly deployedAt: number | undefined;
  /** Pixels. */
  readonly width: number;
}

/** Pixels. */
const HEIGHT = 28;

/** How a signal went lately, with its usual level and the deployment. Figures stand in the table beside it. */
export function SignalCurve({ curves, one, signal, tone, deployedAt, width }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (curves.kind === 'loading') return <span className={styles.waiting} style={{ width }} aria-hidden="true" />;
  const curve = curves.kind === 'ok' ? curves.value.signals[one.id] : undefined;
  if (curves.kind !== 'ok' || curve === undefined) return null;
  return (
    <Drawn
      curve={curve}
      curves={curves.value}
      mean={one.mean}
      red={redLine(one, signal)}
      tone={tone}
      deployedAt={deployedAt}
      width={width}
    />
  );
}

interface DrawnProps {
  readonly curve: Curve;
  readonly curves: Curves;
  readonly mean: number | null;
  /** The value at which red begins. */
  readonly red: number | null;
  readonly tone: Tone;
  readonly deployedAt: number | undefined;
  readonly width: number;
}

function Drawn({
  curve,
  curves: { from, to },
  mean,
  red,
  tone,
  deployedAt,
  width,
}: DrawnProps): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const range = useMemo(() => rangeOf(curve, mean, red), [curve, mean, red]);
  const color = toneColors(theme, tone === 'good' ? 'quiet' : tone).text;
  const sparkline = useMemo(() => range && sparklineOf(curve, from, to, range), [curve, from, to, range]);
  const config = useMemo(
    () => ({ custom: { lineColor: color, lineWidth: 1.5, fillOpacity: 12, spanNulls: false } }),
    [color],
  );
  if (range === undefined || sparkline === undefined) return null;
  const deployed = deployedAt === undefined ? NaN : (deployedAt - from) / (to - from);
  return (
    <div className={styles.curve} style={{ width }} aria-hidden="true">
      <Sparkline width={width} height={HEIGHT} sparkline={sparkline} config={config} theme={theme} />
      {mean !== null && <span className={styles.usual} style={{ top: heightOf(mean, range) }} />}
      {red !== null && <span className={styles.red} style={{ top: heightOf(red, range) }} />}
      {deployed >= 0 && deployed <= 1 && <span className={styles.deployed} style={{ left: deployed * width }} />}
    </div>
  );
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function heightOf(value: number, { min, max }: Range): number {
  return ((max - value) / (max - min)) * HEIGHT;
}

/**
 * What the curve needs from bottom to top, its usual level and its red line included, so that a calm signal looks
 * calm; undefined where there is nothing to draw.
 */
function rangeOf({ values }: Curve, mean: number | null, red: number | null): Range | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return undefined;
  const all = [...finite, ...[mean, red].filter((line) => line !== null)];
  const min = Math.min(...all);
  const max = Math.max(...all);
  const margin = (max - min || Math.abs(max) || 1) * 0.1;
  return { min: min - margin, max: max + margin };
}

function sparklineOf(curve: Curve, from: number, to: number, { min, max }: Range): FieldSparkline {
  const [start, end] = [dateTime(from * 1000), dateTime(to * 1000)];
  return {
    x: { name: 'time', type: FieldType.time, values: curve.times.map((time) => time * 1000), config: {} },
    y: {
      name: 'value',
      type: FieldType.number,
      values: curve.values.map((value) => (Number.isFinite(value) ? value : null)),
      config: {},
      state: { range: { min, max, delta: max - min } },
    },
    timeRange: { from: start, to: end, raw: { from: start, to: end } },
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  waiting: css({
    display: 'block',
    height: HEIGHT,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  curve: css({ position: 'relative', height: HEIGHT, overflow: 'hidden' }),
  usual: css({
    position: 'absolute',
    left: 0,
    right: 0,
    borderTop: `1px dotted ${theme.colors.text.secondary}`,
  }),
  red: css({
    position: 'absolute',
    left: 0,
    right: 0,
    borderTop: `1px solid ${theme.colors.error.border}`,
    opacity: 0.7,
  }),
  deployed: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `1.5px dashed ${theme.colors.text.primary}`,
  }),
});
