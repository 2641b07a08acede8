import type { Clock } from '@release-risk/query/transport';
import type { Authenticator } from '../auth/authenticator.ts';
import type { KnownPerson } from '../auth/knownPerson.ts';
import { replayCache } from '../auth/replayCache.ts';
import { GatewayError } from '../errors.ts';
import type { SlackAction } from '../notify/slackAction.ts';
import type { Handler } from './handler.ts';
import type { Operations } from './operations.ts';
import { gatewayErrorOf } from './problem.ts';
import { readSlackPress } from './slackInteraction.ts';

/** Slack gives up after three seconds; a decision goes on all the same, and its message is brought up to date. */
const ANSWER_WITHIN_MS = 2000;
const HOLD_MS = 2 * 60 * 60_000;

export interface SlackParts {
  readonly operations: Operations;
  readonly auth: Pick<Authenticator, 'slackPerson'>;
  readonly clock: Clock;
  /** Tells the person who pressed, through the `response_url` of Slack; nobody is told where it is missing. */
  readonly tell?: ((responseUrl: string, text: string) => void) | undefined;
}

/** Buttons of Slack messages. What Slack sends again has no second effect. */
export function slackHandler({ operations, auth, clock, tell }: SlackParts): Handler<'slackInteractions'> {
  const seen = replayCache<true>();

  const pressed = async (action: SlackAction, { actor: by, knownAs }: KnownPerson): Promise<string> => {
    const id = action.rollback;
    switch (action.action) {
      case 'approve':
        await operations.approve(id, { nonce: action.nonce, revision: action.revision }, by, knownAs);
        return 'Approved.';
      case 'reject':
        await operations.reject(id, { nonce: action.nonce, revision: action.revision }, by);
        return 'Rejected.';
      case 'acknowledge':
        await operations.acknowledge(id, undefined, by);
        return 'You take care of it: escalation stops.';
      case 'hold': {
        const { labels } = await operations.rollback(id);
        const until = new Date(clock.now() + HOLD_MS).toISOString();
        await operations.hold({ labels, reason: 'Held from Slack', until }, by);
        return 'Held for two hours.';
      }
    }
  };

  return async ({ caller, raw }) => {
    if (caller.kind !== 'signed') throw new GatewayError({ code: 'GW102' });
    const done = { body: { ok: true } };
    if (seen.known(caller.signature) === true) return done;
    const press = readSlackPress(raw);
    if (press === undefined) return done;
    const person = auth.slackPerson(press.userId);
    // Before it is done: a second copy that comes meanwhile must find it. A person who sees it fail presses again.
    seen.remember(caller.signature, true, clock.now());
    const say = (text: string) => {
      if (press.responseUrl !== undefined) tell?.(press.responseUrl, text);
    };
    const answered = new AbortController();
    const work = pressed(press.action, person)
      .then(say, (error: unknown) => {
        const { message, hint } = gatewayErrorOf(error, 0);
        say(`${message}. ${hint}`);
      })
      .finally(() => {
        answered.abort();
      });
    await Promise.race([work, clock.sleep(ANSWER_WITHIN_MS, answered.signal).catch(() => undefined)]);
    return done;
  };
}
