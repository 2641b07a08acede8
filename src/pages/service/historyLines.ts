import { t } from '@grafana/i18n';
import type { Story } from '../../risk/surroundings.ts';
import type { Tone } from '../../risk/view/tones.ts';
import { stateOf, type AlertChange } from './alertHistory.ts';
import { RAW } from '../../risk/rawText.ts';

/** One line of the history. */
export interface HistoryLine {
  readonly key: string;
  /** Epoch seconds. */
  readonly at: number;
  readonly what: string;
  readonly state: string;
  readonly tone: Tone;
}

/** Alerts and rollbacks since a moment (epoch seconds), newest first. */
export function historyLines(
  changes: readonly AlertChange[],
  story: Story | undefined,
  from: number,
): readonly HistoryLine[] {
  const alerts = changes.map(({ rule, at, from: before, to }, order): HistoryLine => ({
    key: `alert ${String(order)}`,
    at,
    what: rule,
    state: `${stateWords(before)} → ${stateWords(to)}`,
    tone: TONES[stateOf(to)] ?? 'quiet',
  }));
  const lines = [...alerts, ...rollbackLines(story)];
  return lines.filter(({ at }) => at >= from).sort((a, b) => b.at - a.at);
}

const TONES: Readonly<Record<string, Tone>> = {
  Alerting: 'bad',
  Pending: 'warning',
  Recovering: 'warning',
  NoData: 'unknown',
  Error: 'unknown',
  Normal: 'good',
};

function rollbackLines(story: Story | undefined): readonly HistoryLine[] {
  if (story === undefined) return [];
  const done = story.deployments
    .filter(({ kind }) => kind === 'rollback')
    .map(({ id, version, startedAt, author }): HistoryLine => ({
      key: `rollback ${id}`,
      at: Date.parse(startedAt) / 1000,
      what: t('app.service.rolledBack', 'Rollback to {{version}}', { version, ...RAW }),
      state: author ?? '',
      tone: 'quiet',
    }));
  const { rollback } = story;
  if (rollback === undefined) return done;
  return [
    ...done,
    {
      key: `progress ${rollback.id}`,
      at: Date.parse(rollback.updatedAt) / 1000,
      what: t('app.service.rollbackOf', 'Rollback of {{version}}', { version: rollback.from ?? '', ...RAW }),
      state: [progressWords(rollback.state), rollback.by, rollback.reason].filter(Boolean).join(' · '),
      tone: rollback.state === 'failed' ? 'bad' : 'quiet',
    },
  ];
}

function progressWords(state: NonNullable<Story['rollback']>['state']): string {
  switch (state) {
    case 'asked':
      return t('app.service.progress.asked', 'asked for');
    case 'accepted':
      return t('app.service.progress.accepted', 'under way');
    case 'done':
      return t('app.service.progress.done', 'done');
    case 'failed':
      return t('app.service.progress.failed', 'failed');
  }
}

/** Grafana's own word where it is one that nobody has a translation for. */
function stateWords(text: string): string {
  switch (stateOf(text)) {
    case 'Alerting':
      return t('app.service.state.firing', 'firing');
    case 'Pending':
      return t('app.service.state.pending', 'pending');
    case 'Recovering':
      return t('app.service.state.recovering', 'recovering');
    case 'NoData':
      return t('app.service.state.noData', 'no data');
    case 'Error':
      return t('app.service.state.error', 'error');
    case 'Normal':
      return t('app.service.state.normal', 'normal');
    default:
      return text;
  }
}
