import type { DatasourceType, RiskModel } from '@release-risk/model/model';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import type { Binding } from '@release-risk/query/binding';
import { targetOf, type TlsMaterial } from '@release-risk/query/bindingTarget';
import type { Sources } from '@release-risk/query/executor';
import { lokiSource } from '@release-risk/query/loki';
import { prometheusSource } from '@release-risk/query/prometheus';
import type { Source } from '@release-risk/query/source';
import type { SourceTarget } from '@release-risk/query/target';
import { CliError, personal, usageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { bindingReader } from './bindingReader.ts';
import { readBindings } from './bindingsFile.ts';
import type { BindingOptions } from './options.ts';

/** A source over the host's transport. Throws RR611 for a target that cannot be asked, such as a malformed URL. */
export function openSource(io: Io, target: SourceTarget, tls?: TlsMaterial): Source {
  const open = target.type === 'prometheus' ? prometheusSource : lokiSource;
  try {
    return open(target, io.transport(tls), io.networkClock);
  } catch (error) {
    throw personal(error);
  }
}

/** `--bind name=URL`, each name one of the model's. */
function namedUrls(model: RiskModel, options: BindingOptions): ReadonlyMap<string, string> {
  const names = Object.keys(model.datasources);
  return new Map(
    options.bind.map((text) => {
      const at = text.indexOf('=');
      const name = text.slice(0, Math.max(0, at));
      if (at < 1 || at === text.length - 1) {
        throw usageError(
          `--bind ${JSON.stringify(text)} is not name=URL`,
          'Such as --bind metrics=http://prometheus:9090.',
        );
      }
      if (names.includes(name)) return [name, text.slice(at + 1)] as const;
      const nearest = didYouMean(name, names);
      throw usageError(
        `--bind names the datasource "${name}", which the model does not have`,
        `${nearest === undefined ? '' : `${nearest} `}It has: ${names.join(', ')}.`,
      );
    }),
  );
}

function checkedType(file: string, name: string, type: DatasourceType, binding: Binding): Binding {
  if (binding.type === undefined || binding.type === type) return binding;
  const problems = [`datasources.${name}.type is ${binding.type}, the model says ${type}`];
  throw new CliError({ code: 'RR605', file, problems });
}

/**
 * Binds every logical datasource of a model, each by the first that names it: `--bind`, `--prometheus` or `--loki` on
 * the command line or in the environment, the bindings file. A binding is taken whole: credentials never travel to
 * an address they were not written beside. Throws RR607 for a name that nothing binds.
 */
export async function openSources(io: Io, model: RiskModel, options: BindingOptions): Promise<Sources> {
  const urls = namedUrls(model, options);
  const file = options.bindings;
  const bindings = file === undefined ? {} : await readBindings(file);
  const sources = new Map<string, Source>();
  for (const [name, { type }] of Object.entries(model.datasources)) {
    const binding = bindings[name];
    const url = urls.get(name) ?? (binding === undefined ? options[type] : undefined);
    if (url !== undefined) {
      sources.set(name, openSource(io, { name, type, url }));
    } else if (binding !== undefined && file !== undefined) {
      const checked = checkedType(file, name, type, binding);
      const { target, tls } = await targetOf(bindingReader(io, file, name), name, type, checked);
      sources.set(name, openSource(io, target, tls));
    } else {
      throw new CliError({ code: 'RR607', datasource: name, type });
    }
  }
  return sources;
}
