import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { Judged } from '../judged.ts';

/** Something a person may do, or the sentence that tells why not. */
export type Allowed<F> = { readonly ok: true; readonly run: F } | { readonly ok: false; readonly why: string };

export interface HoldRequest {
  readonly minutes: number;
  /** Shown to everybody beside the verdict. */
  readonly reason: string;
}

/** What can be done about one service. Promises reject with an Error whose message is for people. */
export interface ServiceActions {
  readonly hold: Allowed<(request: HoldRequest) => Promise<void>>;
  readonly endHold: Allowed<(id: string) => Promise<void>>;
  readonly acknowledge: Allowed<(note: string) => Promise<void>>;
  /** Address of the service's own dashboard; undefined where it has none. */
  readonly dashboard: string | undefined;
  /** Address of the page of a rollback. */
  rollback(id: string): string;
  /** Address of a signal's query in Explore; undefined where the user may not explore. */
  explore(signal: string): string | undefined;
}

/** What can be done from a look at a model. */
export interface Actions {
  /** Asks again now. */
  retry(): void;
  of(judged: Judged, service: ServiceVerdict): ServiceActions;
}
