import { listDatasources, type Datasource } from '@release-risk/grafana/api/datasources';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import type { RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { CliError, usageError } from '../errors.ts';

/**
 * Binds every logical datasource of a model to one of Grafana, each by the first that names it: `--datasource`, the
 * last apply, a datasource of that uid or name, the only one of its type. Throws RR601 and RR611.
 */
export async function bindDatasources(
  client: GrafanaClient,
  model: RiskModel,
  flags: readonly string[],
  applied: Readonly<Record<string, string>>,
): Promise<GrafanaBindings> {
  const named = flagsOf(model, flags);
  const there = await listDatasources(client);
  return Object.fromEntries(
    Object.entries(model.datasources).map(([name, { type }]) => {
      const wanted = named.get(name) ?? applied[name];
      const found = wanted === undefined ? guessed(there, name, type) : existing(there, name, wanted);
      if (found.type !== type)
        throw unusable(`"${found.uid}" is a datasource of type ${found.type}, "${name}" needs ${type}`, there, type);
      return [name, { name, type, uid: found.uid }];
    }),
  );
}

function flagsOf(model: RiskModel, flags: readonly string[]): ReadonlyMap<string, string> {
  const names = Object.keys(model.datasources);
  return new Map(
    flags.map((text) => {
      const [name = '', ...rest] = text.split('=');
      const uid = rest.join('=');
      if (name === '' || uid === '') {
        throw usageError(
          `--datasource ${JSON.stringify(text)} is not name=uid`,
          'Such as --datasource metrics=prom-main.',
        );
      }
      if (names.includes(name)) return [name, uid] as const;
      const nearest = didYouMean(name, names);
      throw usageError(
        `--datasource names "${name}", which the model does not have`,
        `${nearest === undefined ? '' : `${nearest} `}It has: ${names.join(', ')}.`,
      );
    }),
  );
}

function existing(there: readonly Datasource[], name: string, wanted: string): Datasource {
  const found = there.find(({ uid }) => uid === wanted) ?? there.find((one) => one.name === wanted);
  if (found !== undefined) return found;
  throw unusable(`Grafana has no datasource "${wanted}" for "${name}"`, there, undefined);
}

function guessed(there: readonly Datasource[], name: string, type: string): Datasource {
  const ofType = there.filter((one) => one.type === type);
  const exact = ofType.find((one) => one.uid === name) ?? ofType.find((one) => one.name === name);
  const [only, another] = ofType;
  if (exact !== undefined) return exact;
  if (only !== undefined && another === undefined) return only;
  const problem = only === undefined ? 'has none of that type' : `has ${String(ofType.length)} of that type`;
  throw unusable(`Nothing says which datasource "${name}" (${type}) is: Grafana ${problem}`, there, type);
}

function unusable(reason: string, there: readonly Datasource[], type: string | undefined): CliError {
  const fitting = there
    .filter((one) => type === undefined || one.type === type)
    .map(({ uid, name }) => `${uid} (${name})`);
  const hint =
    fitting.length === 0
      ? 'Add one to Grafana first.'
      : `Bind it with --datasource name=uid; there are: ${fitting.slice(0, 8).join(', ')}.`;
  return new CliError({ code: 'RR611', reason, hint });
}
