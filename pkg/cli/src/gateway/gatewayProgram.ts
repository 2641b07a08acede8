import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../errors.ts';

/**
 * Where the gateway's program is, seen from the file this program was started by: beside it, or in the package that is
 * installed beside its package. Throws RR620.
 */
export function gatewayProgram(startedBy: string): string {
  const folder = dirname(realpathSync(startedBy));
  const places = [
    join(folder, 'release-risk-gateway.mjs'),
    join(folder, '..', '..', 'gateway', 'bin', 'release-risk-gateway.mjs'),
  ];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new CliError({ code: 'RR620', places });
}
