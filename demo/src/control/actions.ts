import type { Fault } from '../workload/releases.ts';

/** What a person can do to the workload: a button on the page and a key in the terminal. */
export type Action =
  | {
      readonly key: string;
      readonly kind: 'release';
      readonly fault: Fault;
      readonly title: string;
      readonly effect: string;
    }
  | { readonly key: string; readonly kind: 'rollback'; readonly title: string; readonly effect: string };

/** Every action, in the order of page and terminal. */
export const ACTIONS: readonly Action[] = [
  {
    key: 'g',
    kind: 'release',
    fault: 'none',
    title: 'Release a good version',
    effect: 'A new version, nothing wrong with it.',
  },
  {
    key: 's',
    kind: 'release',
    fault: 'slow',
    title: 'Release slow',
    effect: 'Every API request takes five times as long.',
  },
  {
    key: 'e',
    kind: 'release',
    fault: 'errors',
    title: 'Release errors',
    effect: '30 % of API requests and of CRM calls fail.',
  },
  {
    key: 'l',
    kind: 'release',
    fault: 'sync-lag',
    title: 'Release sync lag',
    effect: 'Leads no longer reach the CRM; the gap grows.',
  },
  {
    key: 'n',
    kind: 'release',
    fault: 'silent',
    title: 'Release silent',
    effect: 'The bot no longer reads any message.',
  },
  {
    key: 'c',
    kind: 'release',
    fault: 'cpu',
    title: 'Release CPU',
    effect: 'The worker really burns half a core, its limit.',
  },
  {
    key: 'd',
    kind: 'release',
    fault: 'db-slow',
    title: 'Release slow database',
    effect: 'Every query waits for a lock.',
  },
  { key: 'r', kind: 'rollback', title: 'Roll back', effect: 'The last good version runs again.' },
];
