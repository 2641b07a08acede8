import { FieldType, ThresholdsMode, type DataFrame, type Field } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { Bands } from '@release-risk/model/verdict';
import type { ScoredMoment } from './watch.ts';

/** One watch to be drawn. */
export interface DrawnWatch {
  readonly name: string;
  readonly color: string;
  readonly moments: readonly ScoredMoment[];
}

/** Colours of the theme. */
export interface BandColors {
  readonly low: string;
  readonly medium: string;
  readonly high: string;
}

const MINUTE = 60;

/** Scores against the minutes since each release, with the lines between the verdicts, as Grafana's trend panel wants it. */
export function scoreFrame(watches: readonly DrawnWatch[], bands: Bands, colors: BandColors): DataFrame {
  const ages = [...new Set(watches.flatMap(({ moments }) => moments.map(({ age }) => age)))].sort((a, b) => a - b);
  const names = new Set<string>();
  return {
    name: 'scores',
    length: ages.length,
    fields: [
      {
        name: xFieldName(),
        type: FieldType.number,
        values: ages.map((age) => age / MINUTE),
        config: { unit: 'suffix:min', decimals: 0 },
      },
      ...watches.map(({ name, color, moments }): Field => {
        const byAge = new Map(moments.map(({ age, score }) => [age, score]));
        return {
          name: unique(name, names),
          type: FieldType.number,
          values: ages.map((age) => byAge.get(age) ?? null),
          config: {
            min: 0,
            max: 2,
            decimals: 2,
            color: { mode: 'fixed', fixedColor: color },
            thresholds: {
              mode: ThresholdsMode.Absolute,
              steps: [
                { value: -Infinity, color: colors.low },
                { value: bands.low, color: colors.medium },
                { value: bands.high, color: colors.high },
              ],
            },
            custom: {
              drawStyle: 'line',
              lineWidth: 2,
              fillOpacity: 0,
              showPoints: 'always',
              pointSize: 6,
              // Each curve has moments of its own, and a gap where it could not be told.
              spanNulls: true,
              thresholdsStyle: { mode: 'dashed' },
            },
          },
        };
      }),
    ],
  };
}

/** What the scores are drawn against. */
export function xFieldName(): string {
  return t('app.releases.minutes', 'Minutes since the release');
}

/** The same version may be released twice; a frame knows its columns by name. */
function unique(name: string, names: Set<string>): string {
  const found = names.has(name) ? `${name} (2)` : name;
  names.add(found);
  return found;
}
