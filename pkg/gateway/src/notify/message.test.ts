import { ROLLBACK_STATES } from '@release-risk/contract/rollback';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, hostileRollback, sampleEnded, sampleRollback } from '../testing/sampleRollback.ts';
import { messageOf, stakeholderMessage } from './message.ts';
import { markdownMessage } from './markdownMessage.ts';
import { rollbackPage } from './page.ts';
import { plainMessage } from './plainMessage.ts';
import { slackText } from './slackText.ts';
import { webAddress } from './webAddress.ts';

const told = (rollback = sampleRollback(), kind: 'ask' | 'escalate' = 'ask') =>
  messageOf({ rollback, kind, page: undefined });

describe('the words of a rollback', () => {
  it('ask, say why and name everything that is known', () => {
    expect(plainMessage(told())).toBe(`Roll back lead-bot / prod 1.42.0 to 1.41.0?

Error rate 4.12% vs usual 0.61% (line 1.2%) and p95 latency 1.9 s vs usual 0.7 s since 1.42.0.

lead-bot is in mode ask: a person decides

Verdict: High, score 1.62 of 2
Version: 1.42.0 → 1.41.0
Commit: 3f2a9c1
Author: Ada Lovelace
Last deployment: 2026-11-24 10:00 UTC, 12 min before the alert
Migrations: additive
To be decided until: 2026-11-24 10:42 UTC

- Error rate: 4.12% vs usual 0.61%, line 1.2%
- p95 latency: 1.9 s vs usual 0.7 s, line 1.5 s

Panel: https://grafana.example.com/d/rr-lead-bot?viewPanel=1
Explore: https://grafana.example.com/explore?left=%7B%7D
Deployment: https://ci.example.com/runs/88
Runbook: https://runbooks.example.com/lead-bot`);
  });

  it.each(ROLLBACK_STATES)('name the release and differ from others in the state %s', (state) => {
    const title = told(sampleRollback({ state })).title;
    expect(title).toContain('lead-bot / prod 1.42.0');
    expect(told(sampleRollback({ state }), 'escalate').title).toBe(`Nobody has taken care yet: ${title}`);
  });

  it('say that the rest waits where somebody holds it between two calls', () => {
    const reasons = [{ code: 'held' as const, text: 'held by Vera: CRM migration' }];
    const { title } = told(sampleRollback({ state: 'intent_persisted', reasons, decision: null }));
    expect(title).toBe('The rest of the rollback of lead-bot / prod 1.42.0 to 1.41.0 waits');
  });

  it('offer only what can be done', () => {
    expect(told().actions).toEqual(['approve', 'reject', 'hold', 'acknowledge']);
    expect(told(sampleRollback({ state: 'deferred', decision: null })).actions).toEqual(['hold', 'acknowledge']);
    expect(told(sampleRollback({ state: 'triggered', decision: null })).actions).toEqual(['acknowledge']);
    expect(told(sampleRollback({ state: 'unknown', decision: null })).actions).toEqual(['acknowledge']);
    expect(told(sampleEnded()).actions).toEqual([]);
  });

  it('say so where nothing is known', () => {
    const { deployment, links } = sampleRollback();
    const bare = sampleRollback({
      verdict: null,
      score: null,
      sentence: null,
      target: null,
      deployment: {
        ...deployment,
        version: null,
        commit: null,
        author: null,
        url: null,
        startedAt: null,
        migrations: 'none',
      },
      links: { ...links, panel: null, explore: null, runbook: null },
      signals: [],
      reasons: [],
      until: null,
    });
    expect(plainMessage(told(bare))).toBe('Roll back lead-bot / prod?');
  });

  it.each(Object.entries(HOSTILE_TEXTS))(
    'are lines without control characters, and no longer than people read: %s',
    (_, text) => {
      const message = told(hostileRollback(text));
      const words = JSON.stringify(message);
      expect(words).not.toMatch(/\\[rnu]|[‪-‮⁦-⁩]/);
      expect(message.title.length).toBeLessThanOrEqual(300);
      expect(message.sentence?.length ?? 0).toBeLessThanOrEqual(1000);
      expect(message.links).toEqual([]);
    },
  );
});

describe('what people outside the team are told', () => {
  it.each(ROLLBACK_STATES)('holds no internals in the state %s', (state) => {
    const message = stakeholderMessage({ rollback: sampleRollback({ state }) });
    const words = plainMessage(message);
    expect(words).toContain('lead-bot / prod');
    expect(words).not.toMatch(/1\.42|Error rate|Ada|3f2a|grafana|score|http/i);
    expect(message.actions).toEqual([]);
  });

  it('says that all is well only when the score recovered', () => {
    const live = sampleEnded({ durations: { detect: 1, decide: 1, rollBack: 1, recover: null } });
    expect(stakeholderMessage({ rollback: live }).title).toBe('The release before is back on lead-bot / prod');
    expect(stakeholderMessage({ rollback: sampleEnded() }).title).toBe('lead-bot / prod works as usual again');
  });
});

describe('texts from outside', () => {
  it('never begin a line of Markdown, so that none is a heading, a list or a command', () => {
    const sample = ['/close', '# x', '- x', '1. x', '> x', '+ x', '=== '];
    for (const text of sample) {
      for (const line of markdownMessage(told(hostileRollback(text))).split('\n')) {
        expect(line).toMatch(/^($|\*\*|Cause: |- |\| |\[)/);
      }
    }
  });

  it('never become a mark of Slack, nor half an entity', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '!', '@', 'a', ';', '😀') }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const written = slackText(text, most);
          expect(written).not.toMatch(/[<>]/);
          expect(written.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
        },
      ),
    );
  });

  it.each([
    ['https://x.example/a?b=1#c', 'https://x.example/a?b=1#c'],
    ['http://x.example', 'http://x.example/'],
    ['javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['/relative', undefined],
    ['https://user:pass@x.example/', undefined],
    ['https://x.example/"><script>', 'https://x.example/%22%3E%3Cscript%3E'],
    [`https://x.example/${'a'.repeat(4000)}`, undefined],
    ['', undefined],
    [null, undefined],
  ])('become a link only as web addresses: %s', (text, url) => {
    expect(webAddress(text)).toBe(url);
  });
});

describe('the page of a rollback', () => {
  it.each([
    ['https://g.example', 'rb-1', 'https://g.example/a/releaserisk-app/rollbacks/rb-1'],
    [
      'https://g.example/grafana/',
      'rb/../1?x',
      'https://g.example/grafana/a/releaserisk-app/rollbacks/rb%2F..%2F1%3Fx',
    ],
    [undefined, 'rb-1', undefined],
  ])('below %s, of %s, is %s', (grafana, id, page) => {
    expect(rollbackPage(grafana, id)).toBe(page);
  });
});
