import type { RiskModel } from '@release-risk/model/model';
import { normalize } from '../../normalize.ts';
import { valueGroups, type DatasourceRules } from '../prometheus/baselineRules.ts';
import type { EmittedRules } from '../prometheus/diagnostics.ts';
import { labelFindings } from '../prometheus/labelChecks.ts';
import { recordedSignals, type RecordedSignal } from '../prometheus/recordedSignals.ts';
import { SERIES } from '../prometheus/series.ts';

/**
 * Recording rules of Loki's ruler: the readings of Loki signals with a `recorded` baseline, one each step, for the
 * ruler to write to the Prometheus that the baseline names. Mean and deviation are computed there (`baselineRules`).
 * One file for each Loki that has such signals.
 */
export function lokiValueRules(model: RiskModel): EmittedRules<readonly DatasourceRules[]> {
  const normalized = normalize(model);
  const signals = recordedSignals(normalized).filter(({ type }) => type === 'loki');
  const diagnostics = signals.length === 0 ? [] : labelFindings(model);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const value = Object.keys(model.datasources).flatMap((datasource): DatasourceRules[] => {
    const own = signals.filter(({ signal }) => signal.datasource === datasource);
    if (own.length === 0) return [];
    return [{ datasource, file: { notes: notesOf(model, own), groups: valueGroups(normalized, own) } }];
  });
  return { ok: true, value };
}

function notesOf({ name }: RiskModel, signals: readonly RecordedSignal[]): string[] {
  const targets = [...new Set(signals.map(({ storedIn }) => storedIn))].join(', ');
  return [
    `Readings of the release-risk model "${name}" for its recorded baselines. Generated: change the model, not this file.`,
    '',
    `For Loki's ruler, which must remote-write to ${targets}:`,
    '  ruler:',
    '    remote_write: { enabled: true, clients: { main: { url: http://PROMETHEUS/api/v1/write } } }',
    'and Prometheus must take it: --web.enable-remote-write-receiver.',
    '',
    `Each step the ruler asks these queries of the logs and writes ${SERIES.value}. A week must pass until a baseline of`,
    'seven days is full: nothing can write the past of a log query. Until then the gate and the panel see how full it is',
    `in ${SERIES.samples}, and the signal is missing for as long as its offset.`,
  ];
}
