import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import { HOSTILE_TEXTS, hostileRollback, sampleDetail, sampleEnded } from '../testing/sampleRollback.ts';
import { followUps } from './followUps.ts';
import { notBroughtBack } from './notBroughtBack.ts';
import { reportHtml } from './reportHtml.ts';
import { reportMarkdown } from './reportMarkdown.ts';

const PAGE = { page: 'https://grafana.example.com/a/releaserisk-app/rollbacks/rb-7f3a' };

function step(change: Partial<RollbackDetail['steps'][number]>): RollbackDetail['steps'][number] {
  const [first] = sampleEnded().steps;
  if (first === undefined) throw new Error('The sample has a step.');
  return { ...first, ...change };
}

const unknownOutcome = () =>
  sampleDetail({
    state: 'unknown',
    decision: null,
    reasons: [{ code: 'outcome_unknown', text: 'the pipeline gave no answer and cannot be searched' }],
    steps: [
      step({
        kind: 'code',
        adapter: 'jenkins',
        state: 'unknown',
        problem: 'no answer came',
        correlationId: 'rb-7f3a-s2-1',
      }),
    ],
    endedAt: '2026-11-24T10:40:00.000Z',
  });

describe('the report in Markdown', () => {
  it.each([
    ['ended', sampleEnded()],
    ['waiting', sampleDetail()],
    ['unknown', unknownOutcome()],
  ])('of a rollback that is %s is as it was read by people', async (name, detail) => {
    await expect(reportMarkdown(detail, PAGE)).toMatchFileSnapshot(`goldens/${name}.golden`);
  });

  it('of the same rollback is the same text', () => {
    expect(reportMarkdown(sampleEnded(), PAGE)).toBe(reportMarkdown(structuredClone(sampleEnded()), PAGE));
  });

  it('says within a long story how many lines it does not show', () => {
    const [received, ...rest] = sampleEnded().timeline;
    if (received === undefined) throw new Error('The sample has a line.');
    const rows = (change: Partial<RollbackDetail>) => {
      const lines = reportMarkdown(sampleEnded(change), PAGE).split('\n');
      return lines.slice(lines.indexOf('## Timeline') + 4).slice(0, 3);
    };
    const note = { ...received, kind: 'note', text: 'Sales were told.' };
    const timeline = [received, note, ...rest];
    const gap = { after: 2, lines: 1 };
    const [first, second] = rows({ timeline });
    expect(rows({ timeline, leftOut: gap })).toEqual([
      first,
      expect.stringMatching(/\| 1 line is not shown \|$/),
      second,
    ]);
  });

  it.each(Object.entries(HOSTILE_TEXTS))('keeps its shape whatever texts it holds: %s', (_, text) => {
    const shape = (detail: RollbackDetail) =>
      reportMarkdown(detail, PAGE)
        .split('\n')
        .filter((line) => line.startsWith('## '));
    const hostile = hostileDetail(text);
    const lines = reportMarkdown(hostile, PAGE).split('\n');
    expect(shape(hostile)).toEqual(shape(hostileDetail('plain')));
    expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(
      reportMarkdown(hostileDetail('plain'), PAGE)
        .split('\n')
        .filter((line) => line.startsWith('|')).length,
    );
  });
});

function hostileDetail(text: string): RollbackDetail {
  const by = { kind: 'person', id: text, name: text } as const;
  return {
    ...sampleEnded(),
    ...hostileRollback(text),
    steps: [step({ adapter: text, target: text, url: text, externalId: text, problem: text })],
    timeline: [{ at: '2026-11-24T10:12:01.000Z', kind: 'approved', by, text }],
    notes: [{ at: '2026-11-24T10:12:01.000Z', by, text }],
  };
}

/** Names of the elements of a page, in order, and where its links lead. */
function partsOf(html: string): { elements: readonly string[]; links: readonly string[] } {
  const body = html.slice(html.indexOf('<main>'));
  return {
    elements: [...body.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name ?? ''),
    links: [...body.matchAll(/href="([^"]*)"/g)].map(([, url]) => url ?? ''),
  };
}

describe('the report as a page', () => {
  it('holds everything it needs itself', () => {
    const html = reportHtml(sampleEnded(), PAGE);
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('<title>Rolled back lead-bot / prod 1.42.0 to 1.41.0</title>');
  });

  it.each(Object.entries(HOSTILE_TEXTS))('shows hostile texts as text: %s', (_, text) => {
    const { elements, links } = partsOf(reportHtml(hostileDetail(text), PAGE));
    expect(elements).toEqual(partsOf(reportHtml(hostileDetail('plain'), PAGE)).elements);
    expect(links.every((url) => url.startsWith('https://grafana.example.com/'))).toBe(true);
  });

  it('has the same elements whatever the texts are', () => {
    const plain = partsOf(reportHtml(hostileDetail('plain'), PAGE)).elements;
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '&',
            '"',
            '|',
            '\\',
            '`',
            '[',
            ']',
            '(',
            ')',
            '!',
            '*',
            '_',
            '~',
            '#',
            '-',
            '\n',
            ' ',
            'x',
            ':',
            '/',
            '1',
            '.',
          ),
          { minLength: 1, maxLength: 24 },
        ),
        (characters) => {
          const text = `x${characters.join('')}`;
          expect(partsOf(reportHtml(hostileDetail(text), PAGE)).elements).toEqual(plain);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('follow-ups', () => {
  it.each<[string, RollbackDetail, RegExp]>([
    [
      'an outcome nobody knows is to be found out',
      unknownOutcome(),
      /Find out whether the step code .*rb-7f3a-s2-1 in jenkins/,
    ],
    [
      'a step that failed is to be put right',
      sampleDetail({ state: 'failed', steps: [step({ state: 'failed', adapter: 'argo' })] }),
      /what made the step config by argo fail/,
    ],
    [
      'a release that stayed is to be decided on',
      sampleDetail({ state: 'expired', decision: null }),
      /1\.42\.0 is still live/,
    ],
    [
      'automatic synchronization comes back only after Git',
      sampleEnded({ steps: [step({ problem: 'auto-sync was switched off' })] }),
      /Let Git name the good version/,
    ],
    ['migrations that stay are to be checked', sampleEnded(), /migrations of .*\(additive\)/],
    [
      'a score that did not recover says so',
      sampleEnded({ state: 'failed', durations: { detect: 1, decide: 1, rollBack: 9, recover: null } }),
      /has not recovered/,
    ],
    ['the bad version never comes back', sampleEnded(), /never brings this version back/],
    [
      'deciding for an hour is a lesson',
      sampleEnded({ durations: { detect: 60, decide: 3600, rollBack: 60, recover: 60 } }),
      /Deciding took 1 h/,
    ],
    [
      'a model without a runbook needs one',
      sampleEnded({ links: { ...sampleEnded().links, runbook: null } }),
      /Write a runbook for lead-bot/,
    ],
    ['an alert that could not be worked on is looked at', sampleDetail({ state: 'dead_letter' }), /look at .* by hand/],
  ])('%s', (_, detail, words) => {
    expect(followUps(detail).filter((text) => words.test(text))).toHaveLength(1);
  });

  it('has nothing of a rollback for a release that was none', () => {
    const calm = sampleDetail({ state: 'suppressed', verdict: 'Low', decision: null });
    expect(followUps(calm)).toEqual([]);
    expect(notBroughtBack(calm)).toEqual(['lead-bot / prod 1.42.0 was not rolled back.']);
  });

  it('asks for nothing that a step did', () => {
    const done = sampleEnded({
      steps: (['config', 'code', 'instances', 'database', 'data'] as const).map((kind) => step({ kind })),
    });
    expect(notBroughtBack(done)).toEqual(['Data that was written while lead-bot / prod 1.42.0 was live.']);
    expect(followUps(done)).toHaveLength(1);
  });
});
