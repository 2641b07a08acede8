import { contactPointOf } from '@release-risk/compiler/compile';
import type { ContactPoint, Pipeline } from '@release-risk/compiler/emit/grafana/contactPoints';
import type { PipelineContact, RiskModel } from '@release-risk/model/model';
import { ApplyError } from './errors.ts';

/** Where a model's pipeline is called. No secrets: contact points name those. */
export interface PipelinePlace {
  /** Address of the gateway or job, GitHub owner/repository, or GitLab project. */
  readonly where: string;
  /** GitLab: the branch whose pipeline runs; `main` where it is not said. */
  readonly ref?: string | undefined;
  /** Jenkins: the user of the token. */
  readonly user?: string | undefined;
  /** GitHub or GitLab: address of the API, where it is not the public one. */
  readonly api?: string | undefined;
}

/**
 * The contact point of the model's pipeline. Undefined where nothing says where it is: then one of the name that the
 * model gives must be there already and is used as it is. Throws ApplyError.
 */
export function pipelineOf(model: RiskModel, place: PipelinePlace | undefined): ContactPoint | undefined {
  if (place === undefined) return undefined;
  const contactPoint = contactPointOf(model, (contact) => whereOf(contact, place));
  if (contactPoint !== undefined) return contactPoint;
  throw new ApplyError({ name: 'noPipelineInModel' });
}

function whereOf(contact: PipelineContact, { where, ref, user, api }: PipelinePlace): Pipeline {
  const apiUrl = api === undefined ? {} : { apiUrl: api };
  const target = contact.kind === 'gateway' ? 'gateway' : contact.target;
  if (target === 'github') {
    if (!/^[\w.-]+\/[\w.-]+$/.test(where)) throw new ApplyError({ name: 'notARepository', where });
    return { target, repository: where, ...apiUrl };
  }
  if (target === 'gitlab') return { target, project: where, ref: ref ?? 'main', ...apiUrl };
  requireUrl(where);
  if (target !== 'jenkins') return { target, url: target === 'gateway' ? gatewayUrl(where) : where };
  if (user === undefined) throw new ApplyError({ name: 'jenkinsUserMissing' });
  return { target, jobUrl: where, user };
}

function requireUrl(where: string): void {
  const url = URL.canParse(where) ? new URL(where) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new ApplyError({ name: 'notAnAddress', where });
  }
  if (url.username !== '' || url.password !== '') throw new ApplyError({ name: 'credentialsInAddress' });
}

/** The gateway's base address is enough. */
function gatewayUrl(where: string): string {
  return new URL(where).pathname.replace(/\/+$/, '') === '' ? `${where.replace(/\/+$/, '')}/v1/alerts/grafana` : where;
}
