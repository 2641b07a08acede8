import { readStateHistory, type StateChange } from '@release-risk/grafana/api/stateHistory';
import type { RiskModel } from '@release-risk/model/model';
import type { Host } from '../../risk/host.ts';
import { keyOf } from '../../risk/read/judge.ts';
import type { RuleOfService, RulesOfService } from '../../risk/surroundings.ts';

/** What a rule is for. */
type RuleKind = 'act' | 'review' | 'veto';

/** One change of the alert of a service. */
export interface AlertChange {
  readonly kind: RuleKind;
  readonly rule: string;
  /** Epoch seconds. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

const AT_MOST = 200;

/** How the alerts of one service changed, newest first: one request for each rule of the model. */
export async function askAlertHistory(
  host: Host,
  { act, review, veto }: RulesOfService,
  model: RiskModel,
  labels: Readonly<Record<string, string>>,
  span: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<readonly AlertChange[]> {
  const client = host.client(signal);
  const key = keyOf(model, labels);
  const changesOf = async (kind: RuleKind, { uid, title }: RuleOfService): Promise<readonly AlertChange[]> => {
    const changes = await readStateHistory(client, uid, span, AT_MOST);
    return changes
      .filter((change) => keyOf(model, change.labels) === key && isChange(change))
      .map(({ at, from, to }) => ({ kind, rule: title, at: at / 1000, from, to }));
  };
  const asked = [
    ...(act === undefined ? [] : [changesOf('act', act)]),
    ...(review === undefined ? [] : [changesOf('review', review)]),
    ...veto.map((rule) => changesOf('veto', rule)),
  ];
  return (await Promise.all(asked)).flat().sort((a, b) => b.at - a.at);
}

/** Grafana writes down more than what changes the state, such as another reason for it. */
function isChange({ from, to }: StateChange): boolean {
  return stateOf(from) !== stateOf(to);
}

/** `Normal (Updated)` is Normal. */
export function stateOf(text: string): string {
  return text.replace(/\s*\(.*\)$/, '');
}
