import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { type BindingReader, type TlsMaterial } from '@release-risk/query/bindingTarget';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import type { Clock, Transport } from '@release-risk/query/transport';
import { Agent, fetch as send } from 'undici';
import { assessor } from '../assess/assessor.ts';
import { direct } from '../assess/direct.ts';
import type { Assessor } from '../assess/evaluator.ts';
import type { Models } from '../assess/models.ts';
import { type GrafanaEvaluator, throughGrafana } from '../assess/throughGrafana.ts';
import type { Environment, ReadConfig } from '../config/readConfig.ts';
import { GatewayError } from '../errors.ts';
import type { GrafanaSide } from './grafanaSide.ts';

/** The fresh look, and what knows the datasources of the Grafana people open. */
export interface Looking {
  readonly assessor: Assessor;
  readonly grafana: GrafanaEvaluator | undefined;
}

/** Rejects with GatewayError where the configuration cannot be followed. */
export async function openAssessor(
  { config, pathOf }: ReadConfig,
  env: Environment,
  models: Models,
  grafana: GrafanaSide | undefined,
  clock: Clock,
): Promise<Looking> {
  const { evaluate } = config;
  const named = (model: string) => ({
    ...models.named(model)?.bindings,
    ...(evaluate.through === 'grafana' ? evaluate.datasources[model] : undefined),
  });
  const through = grafana && throughGrafana(grafana.open, named);
  if (evaluate.through === 'servers') {
    const reader = (name: string) => bindingReader(`datasource "${name}"`, env, pathOf);
    const evaluator = await direct(evaluate.datasources, reader, (_name, tls) => serverTransport(tls), clock);
    return { assessor: assessor(evaluator, clock), grafana: through };
  }
  if (through === undefined) {
    throw new GatewayError({ code: 'GW203', problem: 'No Grafana is named', remedy: 'Give `grafana`.' });
  }
  return { assessor: assessor(through, clock), grafana: through };
}

function bindingReader(where: string, env: Environment, pathOf: (path: string) => string): BindingReader {
  return {
    env(name) {
      const value = env[name];
      if (value !== undefined && value !== '') return value;
      throw new GatewayError({ code: 'GW202', where, problem: `the environment variable ${name} is not set` });
    },
    async file(path) {
      try {
        return await readFile(pathOf(path), 'utf8');
      } catch (error) {
        throw new GatewayError({
          code: 'GW202',
          where,
          problem: error instanceof Error ? error.message : String(error),
        });
      }
    },
  };
}

/** Certificates of a binding stand beside those that Node trusts. */
function serverTransport(tls: TlsMaterial | undefined): Transport {
  if (tls === undefined) return fetchTransport(fetch);
  const { ca, cert, key } = tls;
  const dispatcher = new Agent({
    connect: {
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    },
  });
  return fetchTransport((url, init) => send(url, { ...init, dispatcher }) as Promise<Response>);
}
