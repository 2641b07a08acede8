import { liveModel, liveReadings, type LiveModel } from '@release-risk/propose/live';
import { signalDocument } from '@release-risk/propose/modelText';
import { lookAt, type Findings, type Nothing, type Servers } from '@release-risk/propose/propose';
import type { Wish } from '@release-risk/propose/services';
import type { Part } from '../../risk/edit/signalDraft.ts';

/** A signal that has data right now, ready to be taken. */
export interface Proposal {
  readonly id: string;
  readonly title: string;
  /** What it is good for. */
  readonly why: string;
  readonly query: string;
  readonly isCritical: boolean;
  /** `shop 212 ms green, bot 40 ms yellow` */
  readonly now: string;
  /** As it stands in a document; its datasource is `metrics` or `logs`. */
  readonly signal: Part;
}

/** What was proposed, or why nothing was. */
export type Proposed =
  | {
      readonly ok: true;
      readonly live: LiveModel;
      readonly proposals: readonly Proposal[];
      readonly leftOut: Findings['leftOut'];
    }
  | Nothing;

/** Looks at which metrics exist and judges what it finds by the engine that will judge releases. `at` in epoch seconds. */
export async function propose(servers: Servers, wish: Wish, at: number, signal: AbortSignal): Promise<Proposed> {
  const looked = await lookAt(servers, wish, at, signal);
  return looked.ok ? proposedFor(looked.findings, servers, at, signal) : looked;
}

/** The same for findings that are there already, such as for fewer services. */
export async function proposedFor(
  findings: Findings,
  servers: Servers,
  at: number,
  signal: AbortSignal,
): Promise<Proposed> {
  const result = await liveModel(findings, servers, undefined, at, signal);
  if (!result.ok) return result;
  const { live } = result;
  const proposals = live.draft.signals.map((draft, index): Proposal => ({
    id: draft.id,
    title: draft.title,
    why: draft.comments[0] ?? '',
    query: draft.query,
    isCritical: draft.critical,
    now: liveReadings(live, index),
    signal: { ...signalDocument(draft) },
  }));
  return { ok: true, live, proposals, leftOut: live.findings.leftOut };
}
