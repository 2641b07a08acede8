import { z } from 'zod';
import type { ApiClient, JsonAnswer } from './client.ts';
import { QueryError } from './errors.ts';
import type { InstantAnswer, Readiness } from './source.ts';

const text = z.string().min(1).optional().catch(undefined);
const BUILD_INFO = z.object({ application: text, version: text, revision: text }).catch({});

interface BuildInfoRequest {
  readonly path: string;
  readonly infoOf: (answer: JsonAnswer) => unknown;
  readonly signal: AbortSignal | undefined;
}

/**
 * A trivial query proves what counts: address, credentials, tenant and engine. The build information is asked for
 * then, and many gateways hide it, so that its absence is no fault.
 */
export async function readiness(
  client: ApiClient,
  probe: () => Promise<InstantAnswer>,
  { path, infoOf, signal }: BuildInfoRequest,
): Promise<Readiness> {
  const { clockSkewMs } = await probe();
  try {
    const request = { path, params: [], getOnly: true };
    const info = await client.ask(request, (answer) => BUILD_INFO.parse(infoOf(answer)), signal);
    return { product: info.application, version: info.version, revision: info.revision, clockSkewMs };
  } catch (error) {
    if (!(error instanceof QueryError) || error.code === 'aborted') throw error;
    return { product: undefined, version: undefined, revision: undefined, clockSkewMs };
  }
}
