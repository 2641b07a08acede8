import { contactPointOf } from '@release-risk/compiler/compile';
import { SECRETS, type ContactPoint, type Pipeline } from '@release-risk/compiler/emit/grafana/contactPoints';
import type { PipelineContact, RiskModel } from '@release-risk/model/model';
import { usageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { ObjectOptions } from './options.ts';

/** Where the pipeline is called, as options say it. */
export type PipelineOptions = Pick<ObjectOptions, 'pipeline' | 'pipelineRef' | 'pipelineUser' | 'pipelineApi'>;

/**
 * The contact point of the model's pipeline. Undefined where the model names none, or no option says where it is: then
 * one of that name must be there already and is used as it is.
 */
export function pipelineOf(model: RiskModel, options: PipelineOptions): ContactPoint | undefined {
  const { pipeline } = options;
  if (pipeline === undefined) return undefined;
  const contactPoint = contactPointOf(model, (contact) => whereOf(contact, pipeline, options));
  if (contactPoint !== undefined) return contactPoint;
  throw usageError('The model has no pipeline contact point', 'Leave out --pipeline, or name one in the model.');
}

function whereOf(contact: PipelineContact, where: string, options: PipelineOptions): Pipeline {
  const apiUrl = options.pipelineApi;
  const target = contact.kind === 'gateway' ? 'gateway' : contact.target;
  if (target === 'github') {
    if (!/^[\w.-]+\/[\w.-]+$/.test(where))
      throw usageError(
        `--pipeline ${JSON.stringify(where)} is no GitHub repository`,
        'Such as --pipeline owner/repository.',
      );
    return { target, repository: where, ...(apiUrl === undefined ? {} : { apiUrl }) };
  }
  if (target === 'gitlab') {
    return { target, project: where, ref: options.pipelineRef ?? 'main', ...(apiUrl === undefined ? {} : { apiUrl }) };
  }
  requireUrl(where);
  if (target !== 'jenkins') return { target, url: target === 'gateway' ? gatewayUrl(where) : where };
  if (options.pipelineUser === undefined) {
    throw usageError('Jenkins needs the user of the token', 'Give --pipeline-user NAME.');
  }
  return { target, jobUrl: where, user: options.pipelineUser };
}

function requireUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw usageError(
      `--pipeline ${JSON.stringify(text)} is no http(s) address`,
      'Such as --pipeline https://gateway.example.com.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError(
      '--pipeline holds credentials',
      'Everyone who may read contact points would see them: use the environment.',
    );
  }
}

/** The gateway's base address is enough. */
function gatewayUrl(where: string): string {
  return new URL(where).pathname.replace(/\/+$/, '') === '' ? `${where.replace(/\/+$/, '')}/v1/alerts/grafana` : where;
}

/** Values of the secrets that contact points may name, where the environment has them. */
export function secretsFrom({ env }: Io): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(SECRETS).flatMap((name) => {
      const value = env[name] ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );
}
