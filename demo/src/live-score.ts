import { readFile } from 'node:fs/promises';
import { makePlan } from '@release-risk/compiler/makePlan';
import { formatDiagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import { missingReason } from '@release-risk/model/explain';
import { formatReading } from '@release-risk/model/format';
import { isStatic } from '@release-risk/model/limit';
import type { RiskModel, Signal } from '@release-risk/model/model';
import type { SignalScore } from '@release-risk/model/score';
import { discoverServices } from '@release-risk/query/discover';
import { evaluate, type Evaluation, type ServiceEvaluation } from '@release-risk/query/evaluate';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { hostClock } from '@release-risk/query/hostClock';
import { lokiSource } from '@release-risk/query/loki';
import { prometheusSource } from '@release-risk/query/prometheus';
import type { LiveScore, ScoreView, SignalView } from './control/score-view.ts';
import type { Servers } from './demo.ts';

/** A model that can be asked of the servers. */
export interface LiveModel {
  readonly model: RiskModel;
  /** Evaluates it for all of its services at a moment (ms since 1970). Rejects where they cannot be told. */
  evaluate(atMs: number): Promise<Evaluation>;
}

/** Opens the model of the running servers; rejects with every mistake in its file. */
export async function openModel(servers: Servers): Promise<LiveModel> {
  const read = readModel(await readFile(servers.modelFile, 'utf8'), servers.modelFile);
  if (!read.ok) throw new Error(read.diagnostics.map(formatDiagnostic).join('\n'));
  const { model } = read;
  const sources = sourcesOf(model, servers);
  return {
    model,
    async evaluate(atMs) {
      const at = atMs / 1000;
      const discovery = await discoverServices(model, sources, at);
      if (!discovery.ok) throw new Error(`${discovery.reason}. ${discovery.hint}`);
      return evaluate(model, makePlan(model, { services: discovery.services }), sources, at);
    },
  };
}

/** The score of the running servers, by the same model, plan and scoring as the command line. */
export async function connectLiveScore(servers: Servers): Promise<LiveScore> {
  const { model, evaluate: evaluateAt } = await openModel(servers);
  return {
    async read(atMs) {
      const evaluation = await evaluateAt(atMs);
      const [service] = evaluation.services;
      if (service === undefined || evaluation.unanswered) {
        throw new Error(evaluation.failures[0]?.reason ?? 'The model has no service.');
      }
      return viewOf(model, service);
    },
  };
}

function sourcesOf(model: RiskModel, servers: Servers) {
  const transport = fetchTransport(fetch);
  const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
  return new Map(
    Object.entries(model.datasources).map(([name, { type }]) => [
      name,
      type === 'prometheus'
        ? prometheusSource({ name, type, url: servers.prometheusUrl }, transport, clock)
        : lokiSource({ name, type, url: servers.lokiUrl }, transport, clock),
    ]),
  );
}

function viewOf(model: RiskModel, { name, result, sentence, running }: ServiceEvaluation): ScoreView {
  return {
    service: name,
    verdict: result.verdict,
    score: result.coverage > 0 ? result.score : undefined,
    coverage: result.coverage,
    sentence,
    bands: model.bands,
    ...(running && { running: { version: running.version, ageSeconds: running.age } }),
    signals: model.signals.flatMap((signal, index) => {
      const judged = result.signals[index];
      return judged === undefined ? [] : [signalView(signal, judged)];
    }),
  };
}

function signalView(signal: Signal, judged: SignalScore): SignalView {
  const { id, title, weight, critical } = signal;
  const { reading, points, missing } = judged;
  const shared = { id, title, weight, critical, points };
  if (missing !== undefined) return { ...shared, missing: missingReason(signal, judged) };
  return {
    ...shared,
    value: formatReading(reading.value, signal.unit),
    usual: isStatic(signal.limit)
      ? `red ${signal.limit.kind} ${formatReading(signal.limit.red, signal.unit)}`
      : formatReading(reading.mean, signal.unit),
    grade: judged.grade === 2 ? 2 : judged.grade === 1 ? 1 : 0,
  };
}
