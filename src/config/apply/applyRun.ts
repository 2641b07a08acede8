import { applyState } from '@release-risk/grafana/state/apply';
import type { Host } from '../../risk/host.ts';
import type { ApplyForm, ApplyLook } from './lookAtGrafana.ts';

/** How far an apply is. `begun`: each write in words, in order; all but the last are done while it runs. */
export type ApplyRun =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly begun: readonly string[] }
  | { readonly kind: 'done'; readonly begun: readonly string[]; readonly writes: number }
  /** Whether the last one was written is not known; the next run finds out and finishes. */
  | { readonly kind: 'cutShort'; readonly begun: readonly string[]; readonly reason: string; readonly hint: string };

/** Applies what was looked at, and tells `onRun` of every step. Never rejects: what goes wrong is the last step. */
export async function runApply(
  host: Host,
  { objects, actual, changes }: ApplyLook,
  form: ApplyForm,
  secrets: Readonly<Record<string, string>>,
  onRun: (run: ApplyRun) => void,
): Promise<void> {
  let begun: readonly string[] = [];
  onRun({ kind: 'running', begun });
  try {
    // Closing the page must not stop it half-way: nothing ends this signal.
    const client = host.client(new AbortController().signal);
    const { writes } = await applyState(client, objects.desired, actual, changes, {
      lock: form.lock,
      rewriteSecrets: form.rewriteSecrets,
      secrets,
      onWrite: (what) => {
        begun = [...begun, what];
        onRun({ kind: 'running', begun });
      },
    });
    onRun({ kind: 'done', begun, writes });
  } catch (error) {
    const hint: unknown = error instanceof Error ? Reflect.get(error, 'hint') : undefined;
    onRun({
      kind: 'cutShort',
      begun,
      reason: error instanceof Error ? error.message : String(error),
      hint: typeof hint === 'string' ? hint : '',
    });
  }
}
