import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { RiskModel } from '@release-risk/model/model';
import type { BaselineKind } from '@release-risk/model/baseline';
import React from 'react';
import { baselineWindows, type Span } from './baselineWindows.ts';
import type { Clock } from './clock.ts';
import { LongText } from './LongText.tsx';

interface Props {
  readonly model: RiskModel;
  /** Epoch seconds: the moment of the verdict, and when the running version was deployed. */
  readonly at: number;
  readonly deployedAt: number | undefined;
  readonly clock: Clock;
}

const NAMES_FIT = 200;

/** What "usual" was taken from: each kind of baseline with its dates. Null where every line is fixed. */
export function BaselineList({ model, at, deployedAt, clock }: Props): React.JSX.Element | null {
  const windows = baselineWindows(model, at, deployedAt);
  if (windows.length === 0) return null;
  return (
    <ul>
      {windows.map(({ kind, signals, spans }) => (
        <li key={`${kind} ${signals.join()}`}>
          {kindWords(kind)}
          {spans.length > 0 && ` ${spans.map((span) => spanWords(span, clock.timeZone)).join(', ')}`}
          {': '}
          <LongText text={signals.join(', ')} lines={2} after={NAMES_FIT} />
        </li>
      ))}
    </ul>
  );
}

function kindWords(kind: BaselineKind): string {
  switch (kind) {
    case 'trailing':
      return t('panel.baseline.trailing', 'mean of');
    case 'robust':
      return t('panel.baseline.robust', 'median of');
    case 'recorded':
      return t('panel.baseline.recorded', 'recorded mean of');
    case 'sameHour':
      return t('panel.baseline.sameHour', 'same hour on');
    case 'frozen':
      return t('panel.baseline.frozen', 'as it stood at the deployment');
    case 'control':
      return t('panel.baseline.control', 'the stable instances beside the canary');
  }
}

function spanWords({ from, to }: Span, timeZone: string): string {
  const day = (at: number) => dateTimeFormat(at * 1000, { timeZone, format: 'YYYY-MM-DD HH:mm' });
  return from === to ? day(from) : `${day(from)} – ${day(to)}`;
}
