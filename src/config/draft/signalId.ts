import { withMember, type SignalDraft } from '../../risk/edit/signalDraft.ts';
import { freeId, idOf } from './signals.ts';

const LONGEST = 40;

/** The id that a title stands for: `CPU and memory` makes `cpu_and_memory`; empty where it has no letters. */
export function idFromTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/_+$/, '');
}

/** The signal with an id that follows its title, as long as nobody gave it one of its own. */
export function titled(before: SignalDraft, next: SignalDraft, taken: ReadonlySet<string>): SignalDraft {
  if (before.title === next.title) return next;
  const id = idOf(before);
  const stem = id.replace(/_\d+$/, '');
  const followed = [stem, id].some((one) => one === 'signal' || one === idFromTitle(before.title ?? ''));
  const wanted = idFromTitle(next.title ?? '');
  return followed && wanted !== '' ? withMember(next, 'id', freeId(wanted, taken)) : next;
}
