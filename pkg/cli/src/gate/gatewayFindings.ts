import { identityName } from '@release-risk/compiler/identity';
import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import type { Hold } from '@release-risk/contract/hold';
import type { Rollback } from '@release-risk/contract/rollback';
import type { NotReady } from '@release-risk/contract/verdict';
import type { Identity } from '@release-risk/model/model';
import { spokenMoment } from '../arguments/moment.ts';
import { CliError } from '../errors.ts';
import { type Gateway, namedGateway, openGateway } from '../gateway/openGateway.ts';
import type { Io } from '../io.ts';
import { stateWords } from '../rollback/stateWords.ts';
import type { GateOptions } from './options.ts';

/** What the gateway has open and holds. */
export interface GatewayView {
  readonly holds: readonly Hold[];
  readonly open: readonly Rollback[];
}

/** What was seen, or why nothing was: a sentence. */
export type GatewayLook = { readonly seen: GatewayView } | { readonly unseen: string };

/** Far beyond any number of rollbacks that are open at a time. */
const MOST_PAGES = 20;

/**
 * What the gateway that the options name has to say ahead of a deployment; undefined where they name none. A gateway
 * that does not answer is a look that saw nothing; with --require-gateway its error is thrown.
 */
export async function lookAtGateway(io: Io, options: GateOptions): Promise<GatewayLook | undefined> {
  if (namedGateway(io, options) === undefined) return undefined;
  const gateway = await openGateway(io, options);
  try {
    const [{ holds }, open] = await Promise.all([gateway.call('listHolds', {}), openRollbacks(gateway)]);
    return { seen: { holds, open } };
  } catch (error) {
    if (options.requireGateway === true || !(error instanceof CliError)) throw error;
    return { unseen: `holds and rollbacks were not checked: ${error.message}` };
  }
}

async function openRollbacks(gateway: Gateway): Promise<readonly Rollback[]> {
  const found: Rollback[] = [];
  let before: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { state: 'open' as const, limit: 200, ...(before === null ? {} : { before }) };
    const list: AnswerOf<'listRollbacks'> = await gateway.call('listRollbacks', { query });
    found.push(...list.rollbacks);
    if (list.next === null) break;
    before = list.next;
  }
  return found;
}

/** Why one service should not be deployed to, at `now` (epoch milliseconds). */
export function gatewayFindings(
  { holds, open }: GatewayView,
  labels: readonly string[],
  service: Identity,
  now: number,
): readonly NotReady[] {
  const name = identityName(labels, service);
  const finding = (problem: string): NotReady => ({ service: name, signal: null, problem });
  return [
    ...holds
      .filter((hold) => Date.parse(hold.until) > now && isOf(hold.labels, service))
      .map((hold) => finding(heldText(hold))),
    ...open.filter((rollback) => isOf(rollback.labels, service)).map((rollback) => finding(openText(rollback))),
  ];
}

/** Labels that are left out match everything. */
function isOf(labels: Readonly<Record<string, string>>, service: Identity): boolean {
  return Object.entries(labels).every(([name, value]) => service[name] === value);
}

function heldText({ by, until, reason }: Hold): string {
  return `${by.name} holds its rollbacks until ${spokenMoment(Date.parse(until))}: ${reason}`;
}

function openText(rollback: Rollback): string {
  const { id, deployment, target } = rollback;
  const from = deployment.version === null ? '' : ` of ${deployment.version}`;
  const to = target === null ? '' : ` to ${target}`;
  return `the rollback ${id}${from}${to} is not over: ${stateWords(rollback)}`;
}
