import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import type { VerdictWord } from '@release-risk/contract/verdict';

/** What a colour says, always beside a word and a shape that say it too. */
export type Tone = 'good' | 'warning' | 'bad' | 'unknown' | 'quiet';

export const TONE_OF_VERDICT: Readonly<Record<VerdictWord, Tone>> = {
  Low: 'good',
  Medium: 'warning',
  High: 'bad',
  Inconclusive: 'unknown',
  NotEvaluated: 'quiet',
};

/** The mark of a signal's row, as `signalCells` names it. */
export const TONE_OF_MARK = {
  green: 'good',
  yellow: 'warning',
  red: 'bad',
  missing: 'unknown',
} as const satisfies Record<string, Tone>;

interface ToneColors {
  readonly text: string;
  readonly border: string;
  readonly soft: string;
}

export function toneColors(theme: GrafanaTheme2, tone: Tone): ToneColors {
  const { success, warning, error, info, text, border, background } = theme.colors;
  switch (tone) {
    case 'good':
      return { text: success.text, border: success.border, soft: faint(theme, success.main) };
    case 'warning':
      return { text: warning.text, border: warning.border, soft: faint(theme, warning.main) };
    case 'bad':
      return { text: error.text, border: error.border, soft: faint(theme, error.main) };
    case 'unknown':
      return { text: info.text, border: info.border, soft: faint(theme, info.main) };
    case 'quiet':
      return { text: text.secondary, border: border.strong, soft: background.secondary };
  }
}

/** A background that text of the same tone can be read on. */
function faint({ isDark }: GrafanaTheme2, color: string): string {
  return colorManipulator.alpha(color, isDark ? 0.12 : 0.06);
}
