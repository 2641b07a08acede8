import { SECRETS } from '@release-risk/compiler/emit/grafana/contactPoints';
import type { Io } from '../io.ts';

/** Values of the secrets that contact points may name, where the environment has them. */
export function secretsFrom({ env }: Io): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(SECRETS).flatMap((name) => {
      const value = env[name] ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );
}
