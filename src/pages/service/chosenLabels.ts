import { identityName } from '@release-risk/compiler/identity';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Problem } from '../../risk/problems.ts';

type Chosen = { readonly ok: true; readonly labels: Identity } | { readonly ok: false; readonly problem: Problem };

const KNOWN_SHOWN = 10;

/** The service that an address means: what else it says, such as the other labels of an alert, is left out. */
export function chosenLabels({ identity }: RiskModel, said: Readonly<Record<string, string>>): Chosen {
  const { labels, services } = identity;
  if (labels.every((label) => (said[label] ?? '') !== '')) {
    return { ok: true, labels: Object.fromEntries(labels.map((label) => [label, said[label] ?? ''])) };
  }
  const known = services.kind === 'listed' ? services.list.slice(0, KNOWN_SHOWN) : [];
  return {
    ok: false,
    problem: {
      code: 'RR709',
      name: 'noSuchService',
      service: labels.map((label) => said[label] ?? '–').join(' / '),
      known: known.map((one) => identityName(labels, one)),
    },
  };
}
