import type { Rollback } from '@release-risk/contract/rollback';
import { hostClock } from '@release-risk/query/hostClock';
import { localEgress } from '../../adapters/testing/localEgress.ts';
import { sampleRollback } from '../../testing/sampleRollback.ts';
import type { ChannelParts } from '../channelParts.ts';
import type { Notice } from '../notifier.ts';
import type { Peer } from './peer.ts';

/** Stands in the environment for every secret. */
export const SECRET = 'xoxb-s3cret-0123456789';

/** Stands in the variable `WEBHOOK_SECRET`. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes !!!').toString('base64')}`;

/** The real border to one fake on this machine, and one secret for all. */
export function localParts(peer: Pick<Peer, 'url' | 'whenSilent'>, secret: string = SECRET): ChannelParts {
  return {
    egress: localEgress(peer),
    readSecret: (reference) => ('env' in reference && reference.env === 'WEBHOOK_SECRET' ? WEBHOOK_SECRET : secret),
    clock: hostClock({ now: () => Date.now(), setTimeout, clearTimeout }),
  };
}

export function noticeOf(change: Partial<Notice> = {}, rollback: Partial<Rollback> = {}): Notice {
  return {
    id: 'rb-7f3a:team:ask-4',
    kind: 'ask',
    rollback: sampleRollback(rollback),
    thread: {},
    page: 'https://grafana.example.com/a/releaserisk-app/rollbacks/rb-7f3a',
    ...change,
  };
}

export const NEVER_ABORTED = new AbortController().signal;
