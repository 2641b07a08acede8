import type { PanelData } from '@grafana/data';
import { identityKey } from '@release-risk/compiler/identity';
import { API_VERSION } from '@release-risk/language/document/schema';
import { readModel } from '@release-risk/language/document/readModel';
import type { Identity, RiskModel, Signal } from '@release-risk/model/model';
import { NO_READING, type Reading } from '@release-risk/model/reading';
import { shortened, type PlanAnswers } from '@release-risk/query/planAnswers';
import { panelAnswers } from '../../risk/read/panelAnswers.ts';
import type { OwnQueries } from '../options/ownQueries.ts';
import type { OwnFinding } from './ownFinding.ts';
import type { OwnTarget } from './ownTargets.ts';

/** Signals of datasources that no rule of ours can ask: the panel's own answers are their readings. */
export interface PanelSignals {
  readonly signals: readonly Signal[];
  /** Why others are not among them. */
  readonly findings: readonly OwnFinding[];
  /** In the order of `signals`. */
  readings(service: Identity): readonly Reading[];
  /** Services that the answers are about. */
  readonly services: readonly Identity[];
}

/**
 * The targets of other datasources as signals. They have no past that could be asked for, so they are judged by lines
 * that do not move. An answer without labels is about every service.
 */
export function panelSignals(own: OwnQueries, targets: readonly OwnTarget[], data: PanelData): PanelSignals {
  const signals: { readonly refId: string; readonly signal: Signal }[] = [];
  const findings: OwnFinding[] = [];
  const others = targets.filter((target) => target.kind === 'panel');
  for (const target of others) {
    const read = readSignal(own, target.refId, `panel__${String(others.indexOf(target) + 1)}`);
    if (read.ok) signals.push({ refId: target.refId, signal: { ...read.signal, datasource: target.datasource } });
    else findings.push(...read.findings);
  }
  const answers = panelAnswers(data);
  return {
    signals: signals.map(({ signal }) => signal),
    findings,
    services: servicesIn(
      answers,
      own.labels,
      signals.map(({ refId }) => refId),
    ),
    readings: (service) => signals.map(({ refId }) => readingOf(answers, refId, own.labels, service)),
  };
}

type ReadSignal =
  { readonly ok: true; readonly signal: Signal } | { readonly ok: false; readonly findings: readonly OwnFinding[] };

/**
 * Reads the settings of a signal as a model's, so that the same rules hold for them. No title makes an id with two
 * underscores, so that `id` is never that of a query's signal.
 */
function readSignal(own: OwnQueries, refId: string, id: string): ReadSignal {
  const said = own.signals[refId];
  if (said?.limit === undefined || !('above' in said.limit || 'below' in said.limit)) {
    const message = 'Set the lines where yellow and red begin: its past is not known here';
    return { ok: false, findings: [{ refId, path: 'limit', message, hint: '' }] };
  }
  const signal = {
    weight: 10,
    ...said,
    id,
    title: (said.title === undefined || said.title.trim() === '' ? `Query ${refId}` : said.title).slice(0, 80),
    datasource: 'panel',
    query: rowsOf(own),
  };
  const read = readModel(JSON.stringify(documentOf(own, [signal])), 'panel');
  const [first] = read.ok ? read.model.signals : [];
  if (first !== undefined) return { ok: true, signal: first };
  const found = read.ok ? [] : read.diagnostics;
  const findings = found.map(({ path, message, hint }) => ({
    refId,
    path: path.replace(/^signals\[0\]\.?/, ''),
    message,
    hint: hint ?? '',
  }));
  return { ok: false, findings };
}

const NOTHING = 'nothing';

/** What a model is beside its signals, for a panel that has none of Prometheus or Loki. */
export function modelWithoutQueries(own: OwnQueries): RiskModel {
  const nothing = {
    id: NOTHING,
    title: NOTHING,
    datasource: 'panel',
    query: rowsOf(own),
    weight: 1,
    limit: { above: 1 },
  };
  const read = readModel(JSON.stringify(documentOf(own, [nothing])), 'panel');
  if (!read.ok) throw new TypeError(read.diagnostics.map(({ message }) => message).join('; '));
  return { ...read.model, signals: [] };
}

/** A query that nobody asks: it has the rows that the rules of a model want. */
function rowsOf({ labels }: OwnQueries): string {
  return `max by (${labels.join(', ')}) (panel)`;
}

function documentOf(own: OwnQueries, signals: readonly object[]): object {
  return {
    apiVersion: API_VERSION,
    kind: 'RiskModel',
    name: 'own-queries',
    title: own.title || 'Own queries',
    identity: { labels: own.labels, services: { discover: { datasource: 'panel', query: rowsOf(own) } } },
    datasources: { panel: 'prometheus' },
    signals,
  };
}

function servicesIn(answers: PlanAnswers, labels: readonly string[], refIds: readonly string[]): readonly Identity[] {
  const found = new Map<string, Identity>();
  for (const refId of refIds) {
    const answer = answers(refId);
    for (const sample of answer?.ok === true ? answer.samples : []) {
      const service = Object.fromEntries(labels.map((label) => [label, sample.labels[label] ?? '']));
      if (Object.values(service).some((value) => value !== '')) found.set(identityKey(labels, service), service);
    }
  }
  return [...found.values()];
}

function readingOf(answers: PlanAnswers, refId: string, labels: readonly string[], service: Identity): Reading {
  const answer = answers(refId);
  if (answer === undefined) return NO_READING;
  if (!answer.ok) return { ...NO_READING, fault: { part: 'value', reason: shortened(answer.reason) } };
  const key = identityKey(labels, service);
  const own = answer.samples.filter((sample) => identityKey(labels, sample.labels) === key);
  const general = answer.samples.filter((sample) => labels.every((label) => sample.labels[label] === undefined));
  const [value, another] = own.length > 0 ? own : general;
  if (value === undefined) return NO_READING;
  if (another !== undefined) {
    return { ...NO_READING, fault: { part: 'value', reason: 'the query gives several series where one is needed' } };
  }
  return { ...NO_READING, value: value.value };
}
