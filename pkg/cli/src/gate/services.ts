import { identityName } from '@release-risk/compiler/identity';
import type { Identity } from '@release-risk/model/model';
import { CliError } from '../errors.ts';
import { type Session, wantedServices } from '../evaluation/session.ts';

/** The session with `--service` taken from the deployment records where it is not given. */
export function forRecordedServices(session: Session): Session {
  if (session.wanted.length > 0 || session.records.length === 0) return session;
  const { labels } = session.model.identity;
  return { ...session, wanted: session.records.map((record) => identityName(labels, record.labels)) };
}

/** The services that are gated. Rejects as `wantedServices`, and with RR612 where a release is not named. */
export async function gatedServices(
  session: Session,
  all: boolean,
  at: number,
  signal: AbortSignal,
): Promise<readonly Identity[]> {
  const services = await wantedServices(session, at, signal);
  if (services.length > 1 && session.wanted.length === 0 && !all) {
    const { labels } = session.model.identity;
    throw new CliError({ code: 'RR612', services: services.map((service) => identityName(labels, service)) });
  }
  return services;
}
