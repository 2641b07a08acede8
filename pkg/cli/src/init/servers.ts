import type { Servers } from '@release-risk/propose/propose';
import { targetOf } from '@release-risk/query/bindingTarget';
import type { Source } from '@release-risk/query/source';
import type { SourceTarget } from '@release-risk/query/target';
import { bindingReader } from '../bindings/bindingReader.ts';
import { readBindings } from '../bindings/bindingsFile.ts';
import { openSource } from '../bindings/openSources.ts';
import type { BindingOptions } from '../bindings/options.ts';
import { usageError } from '../errors.ts';
import type { Io } from '../io.ts';

type Kind = 'metrics' | 'logs';
const TYPES: Readonly<Record<Kind, SourceTarget['type']>> = { metrics: 'prometheus', logs: 'loki' };

/**
 * The servers to look at: `--prometheus` and `--loki`, `--bind metrics=URL` and `--bind logs=URL`, or the entries
 * `metrics` and `logs` of a bindings file with their credentials. Empty where nothing names one.
 */
export async function openServers(io: Io, options: BindingOptions): Promise<Servers> {
  const named = namedUrls(options);
  const bindings = options.bindings === undefined ? {} : await readBindings(options.bindings);
  const open = async (name: Kind): Promise<Source | undefined> => {
    const type = TYPES[name];
    const url = named.get(name);
    if (url !== undefined) return openSource(io, { name, type, url });
    const binding = bindings[name];
    if (binding !== undefined && options.bindings !== undefined) {
      const { target, tls } = await targetOf(bindingReader(io, options.bindings, name), name, type, binding);
      return openSource(io, target, tls);
    }
    const given = options[type];
    return given === undefined ? undefined : openSource(io, { name, type, url: given });
  };
  const servers = { metrics: await open('metrics'), logs: await open('logs') };
  if (options.bindings !== undefined && servers.metrics === undefined && servers.logs === undefined) {
    throw usageError(
      `${options.bindings} binds neither "metrics" nor "logs"`,
      'init looks at the servers of these two names.',
    );
  }
  return servers;
}

function namedUrls({ bind }: BindingOptions): ReadonlyMap<string, string> {
  return new Map(
    bind.map((text) => {
      const at = text.indexOf('=');
      const name = text.slice(0, Math.max(at, 0));
      if ((name === 'metrics' || name === 'logs') && at < text.length - 1) return [name, text.slice(at + 1)] as const;
      throw usageError(`--bind ${JSON.stringify(text)} is not metrics=URL or logs=URL`, 'init knows these two names.');
    }),
  );
}
