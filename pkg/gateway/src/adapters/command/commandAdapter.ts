import type { Clock } from '@release-risk/query/transport';
import type { z } from 'zod';
import { GatewayError } from '../../errors.ts';
import type { ReadSecret } from '../../config/secret.ts';
import type { Adapter, Intent, Live, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { goodReleaseOf } from '../goodRelease.ts';
import { askCommand } from './askCommand.ts';
import type { Answered } from './askCommand.ts';
import { childEnvironment, saidOfIntent, saidOfPlan } from './childEnvironment.ts';
import type { Said } from './childEnvironment.ts';
import { planAnswerSchema, statusAnswerSchema, verifyAnswerSchema } from './contract.ts';
import { endOfRun } from './endOfRun.ts';
import type { EndOfRun } from './endOfRun.ts';
import { openRunRecords } from './runRecords.ts';
import type { Run, RunRecords } from './runRecords.ts';
import type { CommandQuestion, CommandSettings } from './settings.ts';
import { startSupervisor } from './startSupervisor.ts';
import type { SupervisorEnd } from './startSupervisor.ts';
import { SUPERVISOR_EXIT } from './supervisorProgram.ts';
import { distrustOf } from './trustedFile.ts';

/** What a command adapter stands on. */
export interface CommandHost {
  /** Of the configuration, not of a step: whoever may edit steps cannot add to it. */
  readonly allowedCommands: readonly string[];
  /** Where runs are recorded. On a disk that stays, and shared by all replicas where there are several. */
  readonly stateDirectory: string;
  /** The gateway's own environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  readonly newId: () => string;
  /** User id that the gateway runs as. */
  readonly user: number;
  /** Id of the step, said to the command. */
  readonly step: string;
  /** The command is waited for this long; then it is under way, and its end is looked up. Less than a call may take. */
  readonly answerWithinMs?: number;
}

const ANSWER_WITHIN_MS = 20_000;
const BEGIN_WITHIN_MS = 10_000;
const AGAIN_MS = 5_000;
const MOST_CALLS = 100;
const OUTPUT_BYTES = 64 * 1024;
const CORRELATION = /^[A-Za-z0-9-]{1,64}$/;
const IDENTITY = 'stateDirectory';

function problemOf(settings: CommandSettings, host: CommandHost): string | undefined {
  return host.allowedCommands.includes(settings.command)
    ? distrustOf(settings.command, host.user)
    : `${settings.command} does not stand in allowedCommands`;
}

function openRecords(folder: string, newId: () => string): RunRecords {
  try {
    return openRunRecords(folder, newId);
  } catch (error) {
    const problem = `Runs of commands cannot be recorded in ${folder}: ${error instanceof Error ? error.message : ''}`;
    throw new GatewayError({ code: 'GW203', problem, remedy: 'Name a folder that the gateway may write to.' });
  }
}

interface LastRun {
  readonly call: number;
  readonly run: Run;
}

/** The newest run of a correlation id; a run that asked for later did nothing, and makes room for the next. */
function lastRun(records: RunRecords, correlationId: string): LastRun {
  for (let call = 1; ; call += 1) {
    const run = records.read(correlationId, call);
    const isOver = run.kind === 'ended' && endOfRun(run.ended).kind === 'later';
    if (!isOver) return { call, run };
  }
}

function triggeredBy(end: EndOfRun, correlationId: string): Triggered {
  switch (end.kind) {
    case 'done':
      return { kind: 'accepted', externalId: end.externalId ?? correlationId, url: end.url };
    case 'later':
      return end;
    case 'refused':
      return { kind: 'rejected', reason: end.reason };
    case 'unknown':
      return end;
  }
}

/** Waits for the first of both; rejects when `signal` fires. The timer is cleared. */
async function endWithin(
  running: Promise<SupervisorEnd>,
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<SupervisorEnd | undefined> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const time = clock.sleep(ms, both).then(
    () => undefined,
    () => undefined,
  );
  const first = await Promise.race([running, time]);
  stop.abort();
  signal.throwIfAborted();
  return first;
}

/**
 * Runs a command. Throws GatewayError GW203 where it is not allowed, could have been changed by somebody else, or
 * cannot be recorded. A run is recorded on disk when it begins and when it ends, by a process of its own, so that
 * `find` knows what happened even when the gateway was killed meanwhile; the same correlation id never runs twice.
 */
export function commandAdapter(settings: CommandSettings, host: CommandHost): Adapter {
  const refused = problemOf(settings, host);
  if (refused !== undefined) {
    const remedy = 'Name the file itself in allowedCommands; it and its folders must be writable by its owner only.';
    throw new GatewayError({ code: 'GW203', problem: refused, remedy });
  }
  const records = openRecords(host.stateDirectory, host.newId);
  const secrets = Object.fromEntries(
    Object.entries(settings.secrets).map(([name, reference]) => [name, host.readSecret(reference)]),
  );
  const redact = (text: string): string =>
    Object.values(secrets).reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
  const environmentOf = (said: Said) => childEnvironment(settings, host.environment, secrets, said);
  const answers = (question: CommandQuestion): boolean => settings.answers.includes(question);

  async function ask<T>(said: Said, schema: z.ZodType<T>, signal: AbortSignal): Promise<Answered<T>> {
    const distrust = problemOf(settings, host);
    if (distrust !== undefined) return { kind: 'unanswered', reason: distrust };
    const { command, workingDirectory, questionTimeoutSeconds } = settings;
    const timeoutMs = questionTimeoutSeconds * 1000;
    const question = { command, workingDirectory, environment: environmentOf(said), timeoutMs };
    const asked = await askCommand(question, schema, signal);
    return asked.kind === 'answer' ? asked : { kind: 'unanswered', reason: redact(asked.reason) };
  }

  /** Why this gateway cannot know about the intent; undefined where it can. */
  function strangerTo({ target, correlationId }: Intent): string | undefined {
    if (!CORRELATION.test(correlationId)) return `${JSON.stringify(correlationId)} is no correlation id`;
    return target.fields[IDENTITY] === records.identity
      ? undefined
      : 'it was planned by a gateway with another state directory: replicas have to share one';
  }

  function recorded(intent: Intent): LastRun | { readonly reason: string } {
    const stranger = strangerTo(intent);
    if (stranger !== undefined) return { reason: stranger };
    try {
      return lastRun(records, intent.correlationId);
    } catch (error) {
      return { reason: `the records cannot be read: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  function known({ run }: LastRun, correlationId: string): Triggered | undefined {
    switch (run.kind) {
      case 'none':
        return undefined;
      case 'running':
        return { kind: 'accepted', externalId: correlationId, url: undefined };
      case 'ended':
        return triggeredBy(endOfRun(run.ended, redact), correlationId);
      case 'lost':
        return { kind: 'unknown', reason: LOST };
    }
  }

  async function begin(intent: Intent, call: number, signal: AbortSignal): Promise<Triggered> {
    const distrust = problemOf(settings, host);
    if (distrust !== undefined) return { kind: 'rejected', reason: distrust };
    signal.throwIfAborted();
    const running = startSupervisor({
      command: settings.command,
      workingDirectory: settings.workingDirectory,
      environment: environmentOf(saidOfIntent(intent, 'trigger', host.step, undefined)),
      folder: records.folder,
      ...records.files(intent.correlationId, call),
      beginBefore: host.clock.now() + BEGIN_WITHIN_MS,
      timeoutMs: settings.timeoutSeconds * 1000,
      killAfterMs: settings.killAfterSeconds * 1000,
      outputBytes: OUTPUT_BYTES,
    });
    const end = await endWithin(running, host.clock, host.answerWithinMs ?? ANSWER_WITHIN_MS, signal);
    const exit = end !== undefined && 'exit' in end ? end.exit : undefined;
    if (exit === SUPERVISOR_EXIT.tooLate || exit === SUPERVISOR_EXIT.taken) {
      return { kind: 'later', afterMs: AGAIN_MS, reason: 'another call was under way, or the machine is too slow' };
    }
    const last = recorded(intent);
    if ('reason' in last) return { kind: 'unknown', reason: last.reason };
    // A run that asked for later made room for the next, which has not begun.
    const outcome =
      last.call === call ? known(last, intent.correlationId) : endedLater(records, intent.correlationId, call, redact);
    if (outcome !== undefined) return outcome;
    if (end === undefined) return { kind: 'unknown', reason: 'the command has not begun yet' };
    return { kind: 'later', afterMs: AGAIN_MS, reason: 'its run could not be recorded, so it was not begun' };
  }

  return {
    kind: 'command',
    // Whoever looks has waited for the call to end, and nothing begins later than that.
    searchable: { kind: 'after', times: 1, everyMs: BEGIN_WITHIN_MS },

    async plan(request: PlanRequest, signal: AbortSignal): Promise<Planned> {
      const identity = { [IDENTITY]: records.identity };
      if (answers('plan')) {
        const asked = await ask(saidOfPlan(request, host.step), planAnswerSchema, signal);
        return asked.kind === 'unanswered' ? asked : planned(asked.answer, request, identity);
      }
      const good = goodReleaseOf(request);
      if (good.kind === 'unclear') return good;
      const { version, commit, artifact } = good;
      const fields = { ...(commit === undefined ? {} : { commit }), ...(artifact === undefined ? {} : { artifact }) };
      return planned({ target: { text: version, version, fields } }, request, identity);
    },

    async trigger(intent: Intent, signal: AbortSignal): Promise<Triggered> {
      const last = recorded(intent);
      if ('reason' in last) return { kind: 'later', afterMs: AGAIN_MS, reason: last.reason };
      if (last.call > MOST_CALLS) return { kind: 'rejected', reason: 'the command asked for later too often' };
      return known(last, intent.correlationId) ?? (await begin(intent, last.call, signal));
    },

    find(intent: Intent): Promise<Lookup> {
      const last = recorded(intent);
      if ('reason' in last) return Promise.resolve({ kind: 'unsure', reason: last.reason });
      if (last.run.kind === 'none') return Promise.resolve({ kind: 'none' });
      const outcome = known(last, intent.correlationId);
      const externalId = (outcome?.kind === 'accepted' ? outcome.externalId : undefined) ?? intent.correlationId;
      return Promise.resolve({
        kind: 'found',
        externalId,
        url: outcome?.kind === 'accepted' ? outcome.url : undefined,
      });
    },

    async status(intent: Intent, externalId: string, signal: AbortSignal): Promise<Progress> {
      const last = recorded(intent);
      if ('reason' in last) return { kind: 'unsure', reason: last.reason };
      if (last.run.kind === 'running') return { kind: 'running', note: undefined };
      const end = endOf(last.run, redact);
      if (end.kind === 'refused' || end.kind === 'later') return { kind: 'failed', reason: end.reason };
      if (!answers('status'))
        return end.kind === 'done' ? { kind: 'succeeded' } : { kind: 'unsure', reason: end.reason };
      const asked = await ask(saidOfIntent(intent, 'status', host.step, externalId), statusAnswerSchema, signal);
      return asked.kind === 'unanswered' ? { kind: 'unsure', reason: asked.reason } : progressOf(asked.answer);
    },

    async verify(intent: Intent, externalId: string | undefined, signal: AbortSignal): Promise<Live> {
      if (answers('verify')) {
        const asked = await ask(saidOfIntent(intent, 'verify', host.step, externalId), verifyAnswerSchema, signal);
        return asked.kind === 'unanswered' ? { kind: 'unsure', reason: asked.reason } : liveOf(asked.answer);
      }
      const last = recorded(intent);
      if ('reason' in last) return { kind: 'unsure', reason: last.reason };
      const end = endOf(last.run, redact);
      return end.kind === 'done' ? { kind: 'live' } : { kind: 'notYet', reason: end.reason };
    },
  };
}

function endedLater(
  records: RunRecords,
  correlationId: string,
  call: number,
  redact: (text: string) => string,
): Triggered {
  return triggeredBy(endOf(records.read(correlationId, call), redact), correlationId);
}

const LOST = 'the command began, and whatever recorded its end is gone: nobody can tell how it ended';

function endOf(run: Run, redact: (text: string) => string): EndOfRun {
  if (run.kind === 'ended') return endOfRun(run.ended, redact);
  if (run.kind === 'lost') return { kind: 'unknown', reason: LOST };
  return { kind: 'unknown', reason: run.kind === 'running' ? 'the command still runs' : 'the command did not begin' };
}

function planned(
  answer: z.output<typeof planAnswerSchema>,
  { neverBack }: PlanRequest,
  identity: Readonly<Record<string, string>>,
): Planned {
  if ('nothing' in answer) return { kind: 'nothing', reason: answer.nothing };
  if ('unclear' in answer) return { kind: 'unclear', reason: answer.unclear };
  const { text, version, fields } = answer.target;
  if (version !== undefined && neverBack.includes(version)) {
    return { kind: 'unclear', reason: `${version} was rolled back itself` };
  }
  return { kind: 'target', target: { text, version, fields: { ...fields, ...identity }, snapshot: {} } };
}

function progressOf(answer: z.output<typeof statusAnswerSchema>): Progress {
  switch (answer.state) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'running':
      return { kind: 'running', note: answer.note };
    default:
      return { kind: answer.state, reason: answer.reason };
  }
}

function liveOf(answer: z.output<typeof verifyAnswerSchema>): Live {
  return answer.live === 'live' ? { kind: 'live' } : { kind: answer.live, reason: answer.reason };
}
