import type { GatedService, Outcome, VerdictReport } from '@release-risk/contract/verdict';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RiskModel } from '@release-risk/model/model';
import { EXIT } from '../exitCode.ts';
import { recordOf } from '../evaluation/session.ts';
import { uniqueFailures } from '@release-risk/query/failedQueries';
import { toServiceVerdict, worstFirst } from '@release-risk/query/serviceVerdict';
import type { GateOptions } from './options.ts';
import type { GateResult } from './result.ts';
import { byOutcome, worstOutcome } from './watch.ts';

/** What a gate knows of its surroundings when it writes its report. */
export interface ReportContext {
  readonly options: GateOptions;
  /** Undefined where the gate ended before it could read them. */
  readonly model: RiskModel | undefined;
  readonly records: readonly DeploymentRecord[];
  readonly modelWarnings: readonly string[];
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What the process exits with. An interruption is never made a pass. */
function exitCodeOf(outcome: Outcome, interrupted: boolean, onInconclusive: GateOptions['onInconclusive']): number {
  if (outcome === 'pass') return EXIT.ok;
  if (outcome === 'fail') return EXIT.no;
  if (outcome === 'error') return EXIT.error;
  if (interrupted || onInconclusive === undefined) return EXIT.inconclusive;
  return onInconclusive === 'pass' ? EXIT.ok : EXIT.no;
}

function gatedServices(result: GateResult, { model, records, options }: ReportContext): GatedService[] {
  const { evaluation, endings } = result;
  if (model === undefined || evaluation === undefined) return [];
  return evaluation.services
    .map((one, at): GatedService => {
      const verdict = toServiceVerdict(model, one);
      const { outcome, reason } = endings[at] ?? { outcome: 'inconclusive', reason: 'It was not judged' };
      const version = options.version ?? recordOf(records, one.service)?.version ?? verdict.version;
      // The age is that of the version which the look-up sees.
      const versionAge = version === verdict.version ? verdict.versionAge : null;
      return { ...verdict, version, versionAge, outcome, reason };
    })
    .sort((a, b) => byOutcome(a.outcome, b.outcome) || worstFirst(a, b));
}

const NOTHING: Omit<GatedService, 'service' | 'outcome' | 'reason' | 'version' | 'versionAge'> = {
  labels: {},
  verdict: null,
  score: null,
  coverage: null,
  veto: false,
  vetoSignals: [],
  sentence: '',
  signals: [],
};

function deploymentOf(
  record: DeploymentRecord | undefined,
): Pick<VerdictReport, 'previousVersion' | 'commit' | 'author' | 'url' | 'deployment'> {
  const { previousVersion, commit, author, url, id }: Partial<DeploymentRecord> = record ?? {};
  const orNull = (text: string | undefined): string | null => text ?? null;
  return {
    previousVersion: orNull(previousVersion),
    commit: orNull(commit),
    author: orNull(author),
    url: orNull(url),
    deployment: orNull(id),
  };
}

/** The top level where no service was ever seen. */
function unseen(result: GateResult, { options, records: [record] }: ReportContext, outcome: Outcome) {
  return {
    ...NOTHING,
    service: null,
    version: options.version ?? record?.version ?? null,
    versionAge: null,
    outcome,
    reason: result.endings[0]?.reason ?? '',
    labels: record?.labels ?? {},
  };
}

/** The one flat object in which a gate ends; its top level is the worst service. */
export function toVerdictReport(result: GateResult, context: ReportContext): VerdictReport {
  const { options, model, records } = context;
  const services = gatedServices(result, context);
  const outcome = worstOutcome(result.endings.map((ending) => ending.outcome));
  const [worst] = services;
  const { versionAge: _versionAge, outcome: _outcome, ...top } = worst ?? unseen(result, context, outcome);
  return {
    apiVersion: 'releaserisk/verdict/v1',
    mode: options.before ? 'before' : 'watch',
    outcome,
    exitCode: exitCodeOf(outcome, result.interrupted, options.onInconclusive),
    ...top,
    model: model?.name ?? null,
    fingerprint: result.evaluation?.fingerprint ?? null,
    ...deploymentOf(worst === undefined ? records[0] : recordOf(records, worst.labels)),
    startedAt: new Date(context.startedAt).toISOString(),
    endedAt: new Date(context.endedAt).toISOString(),
    evaluations: result.evaluations,
    answered: result.answered,
    failOn: options.failOn,
    errorCode: result.error?.code ?? null,
    hint: result.error?.hint ?? null,
    notReady: [...result.notReady],
    failures: result.evaluation === undefined ? [] : uniqueFailures(result.evaluation),
    warnings: [...context.modelWarnings, ...result.warnings, ...(result.evaluation?.warnings ?? [])],
    services,
  };
}
