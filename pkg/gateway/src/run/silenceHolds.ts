import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { Hold } from '@release-risk/contract/hold';
import type { ListedAlert } from '@release-risk/grafana/api/alerts';
import type { Silence } from '@release-risk/grafana/api/silences';
import { silencesAlert } from '@release-risk/grafana/silenceMatch';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { carries } from '../flow/identityKey.ts';

/** What an Alertmanager tells. */
export interface Silenced {
  /** Whose it is: whoever silenced something is known by name there. */
  readonly where: 'grafana' | 'alertmanager';
  readonly silences: readonly Silence[];
  readonly alerts: readonly ListedAlert[];
}

/**
 * The silences that keep the alert of a release from the pipeline, as holds. One that is made of an alert, with all its
 * labels, is known by that alert's word; one that is wider, by what it would match, whether the alert fires or not.
 * `now`: epoch milliseconds.
 */
export function silenceHolds(
  { where, silences, alerts }: Silenced,
  model: RiskModel,
  labels: Identity,
  version: string,
  now: number,
): readonly Hold[] {
  const versionLabel = model.deployment?.versionLabel;
  const ofService = { ...labels, [RULE_LABEL.model]: model.name, [RULE_LABEL.rule]: 'act' };
  const wanted = { ...ofService, ...(versionLabel === undefined || version === '' ? {} : { [versionLabel]: version }) };
  const mine = alerts.filter((alert) => carries(alert.labels, ofService));
  const named = new Set(mine.flatMap(({ status }) => status.silencedBy ?? []));
  return silences
    .filter((silence) => (named.has(silence.id) && isActive(silence)) || silencesAlert(silence, wanted, now))
    .map((silence) => holdOf(silence, where));
}

const isActive = ({ status }: Silence) => status === undefined || status.state === 'active';

function holdOf({ id, comment, createdBy, startsAt, endsAt }: Silence, where: Silenced['where']): Hold {
  const name = createdBy === '' ? 'somebody' : createdBy;
  return {
    id,
    labels: {},
    reason: comment === '' ? 'a silence' : comment,
    by: { kind: 'person', id: `${where}:${name}`, name },
    from: startsAt,
    until: endsAt,
    source: 'silence',
  };
}
