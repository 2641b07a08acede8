import type { RiskModel } from '@release-risk/model/model';
import type { Plan } from '../../plan.ts';
import { plainText } from './plainText.ts';

/** Who answers for the model, and that the dashboard is generated: what to change instead of it. Markdown. */
export function aboutText(model: RiskModel, plan: Plan, notes: readonly string[]): string {
  const facts = [
    ...(model.description === undefined ? [] : [plainText(model.description)]),
    ...(model.owner === undefined ? [] : [`**Owner** ${plainText(model.owner)}`]),
    ...(model.escalation === undefined ? [] : [`**Escalation** ${plainText(model.escalation)}`]),
    ...(model.runbook === undefined
      ? []
      : [`[Runbook](<${model.runbook.replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('$', '%24')}>)`]),
    ...(model.reviewed === undefined ? [] : [`**Reviewed** ${plainText(model.reviewed)}`]),
  ];
  const generated =
    `*Generated from the risk model \`${model.name}\` (fingerprint \`${plan.fingerprint}\`). Do not edit: applying the model ` +
    'writes it anew. To change it, change the model (the settings of the Release Risk plugin, or its YAML file with ' +
    '`release-risk apply`), or save a copy under another name.*';
  return [...notes.map((note) => `**Note** ${plainText(note)}`), facts.join(' · '), generated]
    .filter((part) => part !== '')
    .join('\n\n');
}
