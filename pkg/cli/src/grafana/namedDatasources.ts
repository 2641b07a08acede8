import type { NamedDatasources } from '@release-risk/apply/bindDatasources';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import { usageError } from '../errors.ts';

/** `--datasource name=uid`, each name one of `names`, which `whose` has. Throws RR601. */
export function namedDatasources(names: readonly string[], flags: readonly string[], whose: string): NamedDatasources {
  return Object.fromEntries(
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
        `--datasource names "${name}", which ${whose} does not have`,
        `${nearest === undefined ? '' : `${nearest} `}It has: ${names.join(', ')}.`,
      );
    }),
  );
}
