import { FieldType, type DataFrame, type Field, type FieldConfig } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { Signal } from '@release-risk/model/model';
import { UNITS } from '@release-risk/model/units';
import type { Curve } from '../../risk/surroundings.ts';
import type { SignalLines } from '../../risk/view/signalLines.ts';

/** Colours of the theme. */
export interface ChartColors {
  readonly value: string;
  readonly quiet: string;
  readonly yellow: string;
  readonly red: string;
}

const BAND_LOWER = 'usual from';
const BAND_UPPER = 'usual to';

/**
 * A signal over time with what it is judged by, as Grafana's time series panel wants it. The lines are those of the
 * verdict, drawn over the whole time: what was usual at each moment would cost a baseline for each.
 */
export function signalFrame(signal: Signal, curve: Curve, lines: SignalLines, colors: ChartColors): DataFrame {
  const { scale, suffix } = UNITS[signal.unit];
  const { length } = curve.times;
  const numbers = (name: string, values: readonly (number | null)[], color: string, custom: object): Field => ({
    name,
    type: FieldType.number,
    values: values.map((value) => (value === null || !Number.isFinite(value) ? null : value * scale)),
    config: configOf(suffix, color, custom),
  });
  const line = (name: string, at: number, color: string, custom: object): Field =>
    numbers(
      name,
      Array.from({ length }, () => at),
      color,
      { ...LINE, ...custom },
    );
  const band = lines.band && bandOf(lines.band, curve, lines.usual ?? 0);
  return {
    name: signal.title,
    length,
    fields: [
      { name: 'time', type: FieldType.time, values: curve.times.map((time) => time * 1000), config: {} },
      ...(band === null
        ? []
        : [
            line(BAND_LOWER, band.lower, colors.quiet, HIDDEN),
            line(BAND_UPPER, band.upper, colors.quiet, { ...HIDDEN, fillBelowTo: BAND_LOWER, fillOpacity: 14 }),
          ]),
      ...(lines.usual === null ? [] : [line(t('app.service.chart.usual', 'usual'), lines.usual, colors.quiet, DOTTED)]),
      ...lines.yellow.map((at) => line(t('app.service.chart.yellow', 'yellow from'), at, colors.yellow, DASHED)),
      ...lines.red.map((at) => line(t('app.service.chart.red', 'red from'), at, colors.red, SOLID)),
      numbers(signal.title, curve.values, colors.value, { ...LINE, lineWidth: 2 }),
    ],
  };
}

/** What is never below zero has no usual below zero either. */
function bandOf(band: { readonly lower: number; readonly upper: number }, curve: Curve, usual: number) {
  const isPositive = usual >= 0 && curve.values.every((value) => !(value < 0));
  return isPositive ? { ...band, lower: Math.max(0, band.lower) } : band;
}

const LINE = { drawStyle: 'line', lineWidth: 1, fillOpacity: 0, showPoints: 'never', spanNulls: false } as const;
const DOTTED = { lineStyle: { fill: 'dot', dash: [0, 6] } } as const;
const DASHED = { lineStyle: { fill: 'dash', dash: [8, 6] } } as const;
const SOLID = { lineStyle: { fill: 'solid' } } as const;
const HIDDEN = { lineWidth: 0, hideFrom: { legend: true, tooltip: true, viz: false } } as const;

function configOf(suffix: string, color: string, custom: object): FieldConfig {
  return {
    // Grafana puts a blank of its own before it.
    ...(suffix === '' ? {} : { unit: suffix === '%' ? 'percent' : `suffix:${suffix.trim()}` }),
    color: { mode: 'fixed', fixedColor: color },
    custom,
  };
}
