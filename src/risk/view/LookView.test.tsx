import type { VerdictWord } from '@release-risk/contract/verdict';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import type { Problem } from '../problems.ts';
import { NOTHING_YET, type Surroundings } from '../surroundings.ts';
import { renderLook } from './testing/renderLook.tsx';
import {
  actionsOf,
  AT,
  fleet,
  iso,
  judgedOf,
  LOKI_DOWN,
  recordOf,
  ruleOf,
  SICK,
  STORY,
  surroundingsOf,
  verdictOf,
  VIEWER,
} from './testing/samples.ts';

const sick = verdictOf(SICK);
const calm = verdictOf();
const blind = verdictOf({ error_rate: LOKI_DOWN });

function judged(...args: Parameters<typeof judgedOf>) {
  return { kind: 'judged', judged: judgedOf(...args), refreshing: false } as const;
}

const PROBLEMS: Readonly<Record<Problem['code'], readonly [Problem, string, string]>> = {
  RR701: [{ code: 'RR701', name: 'notSetUp' }, 'May this release stay?', 'Set up this panel'],
  RR702: [
    { code: 'RR702', name: 'modelNotFound', model: 'gone', known: ['telegram-lead-bot'] },
    'There is no model gone',
    'Set up this panel',
  ],
  RR703: [
    { code: 'RR703', name: 'newerModel', apiVersion: 'releaserisk/v9' },
    'This model needs a newer Release Risk',
    'Open the plugin',
  ],
  RR704: [
    { code: 'RR704', name: 'brokenModel', model: 'bot', diagnostics: ['12:5 weight must be whole'] },
    'The model bot cannot be read',
    'Open the plugin',
  ],
  RR705: [
    { code: 'RR705', name: 'appUnavailable', detail: 'Grafana answered 404' },
    'Release Risk is switched off',
    'Open the plugin',
  ],
  RR706: [
    { code: 'RR706', name: 'mayNotQuery', detail: 'Grafana answered 403' },
    'You may not query here',
    'Try again',
  ],
  RR707: [
    { code: 'RR707', name: 'unboundDatasource', datasource: 'logs', type: 'loki' },
    'No datasource for logs',
    'Open data sources',
  ],
  RR708: [
    { code: 'RR708', name: 'noServices', reason: 'the query is empty', hint: 'Check the labels.' },
    'No services found',
    'Try again',
  ],
  RR709: [
    { code: 'RR709', name: 'noSuchService', service: 'shop', known: ['lead-bot'] },
    'The model does not know shop',
    'Try again',
  ],
  RR710: [
    { code: 'RR710', name: 'nothingAnswered', reasons: ['metrics timed out'], hint: 'Check the network.' },
    'Nothing answered',
    'Try again',
  ],
  RR711: [
    { code: 'RR711', name: 'targetsDiffer', missing: ['error_rate.value'] },
    'The queries of this panel are not those of its model',
    'Set up this panel',
  ],
  RR712: [
    { code: 'RR712', name: 'ownQueries', findings: ['A has no weight'] },
    'Your queries are not a score yet',
    'Set up this panel',
  ],
  RR713: [
    { code: 'RR713', name: 'unexpected', detail: 'x is not a function' },
    'Something went wrong that should not',
    'Try again',
  ],
};

describe('A problem', () => {
  it.each(Object.values(PROBLEMS))(
    '$0.code has a title, a sentence and exactly one next step',
    (problem, title, step) => {
      renderLook({ look: { kind: 'problem', problem, last: undefined }, setUp: () => undefined });
      expect(screen.getByRole('heading', { name: title })).toBeVisible();
      const steps = [...screen.queryAllByRole('button'), ...screen.queryAllByRole('link')];
      expect(steps.map(({ textContent }) => textContent)).toEqual([step]);
    },
  );

  it('tells what came from outside: names, reasons, diagnostics', () => {
    for (const [problem, ,] of Object.values(PROBLEMS)) {
      const { container, unmount } = renderLook({ look: { kind: 'problem', problem, last: undefined } });
      for (const value of Object.values(problem)
        .flat()
        .filter((one) => one !== problem.name && one !== '')) {
        if (value !== 'RR701') expect(container.textContent).toContain(value);
      }
      unmount();
    }
  });

  it('sends who may not edit to somebody who may', () => {
    renderLook({ look: { kind: 'problem', problem: PROBLEMS.RR701[0], last: undefined } });
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('Ask somebody who may edit this dashboard.')).toBeVisible();
  });

  it('opens the options, or asks again', async () => {
    const setUp = vi.fn();
    const retry = vi.fn();
    const { show } = renderLook({ look: { kind: 'problem', problem: PROBLEMS.RR701[0], last: undefined }, setUp });
    await userEvent.click(screen.getByRole('button', { name: 'Set up this panel' }));
    show({ look: { kind: 'problem', problem: PROBLEMS.RR710[0], last: undefined }, actions: actionsOf({}, retry) });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect([setUp, retry].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  it('keeps the old score in sight, with its age', () => {
    const last = judgedOf([sick], { at: AT - 412 });
    renderLook({ look: { kind: 'problem', problem: PROBLEMS.RR710[0], last }, now: AT + 8 });
    expect(screen.getByText('This is from 7 min ago')).toBeVisible();
    expect(screen.getByRole('heading', { name: /^High, roll back: Veto: error rate 32\.9%/ })).toBeVisible();
  });

  it('keeps the old score in one line, too', () => {
    const last = judgedOf([sick], { at: AT - 412 });
    renderLook({ look: { kind: 'problem', problem: PROBLEMS.RR710[0], last }, now: AT + 8, height: 80 });
    expect(screen.getByText('7 min ago')).toBeVisible();
    expect(screen.getByText('0.90')).toBeVisible();
  });
});

describe('A look that is not there yet', () => {
  it('shows the shape of what comes and says nothing to the live region', () => {
    renderLook({ look: { kind: 'loading' } });
    expect(screen.getByTestId('release-risk-loading')).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('is not made to flicker by a refresh, and is old when the refresh takes long', () => {
    const look = { kind: 'judged', judged: judgedOf([sick]), refreshing: true } as const;
    const { show } = renderLook({ look, now: AT + 12 });
    expect(screen.queryByText(/This is from/)).toBeNull();
    show({ look, now: AT + 90 });
    expect(screen.getByText('This is from 2 min ago; the next one is being read')).toBeVisible();
  });

  it('is old after some minutes without a new one', () => {
    renderLook({ look: judged([sick]), now: AT + 600 });
    expect(screen.getByText('This is from 10 min ago')).toBeVisible();
  });
});

describe('The headline', () => {
  it.each<[string, Parameters<typeof renderLook>[0]['look'], string]>([
    ['Low', judged([calm]), 'Low, continue'],
    ['Medium', judged([verdictOf({ api_latency: { value: 410 } })]), 'Medium, review'],
    ['High', judged([sick]), 'High, roll back'],
    ['Inconclusive', judged([blind]), 'Inconclusive, ask people'],
    ['Warming up', judged([verdictOf(SICK, { service: 'a', age: 33 })]), 'Warming up, wait: 33 s of 1 min'],
    ['Not evaluated', judged([{ ...calm, verdict: 'NotEvaluated' }]), 'Not evaluated, nothing to judge yet'],
    ['no verdict at all', judged([{ ...calm, verdict: null }]), 'Inconclusive, ask people'],
  ])('says the word and the consequence of %s', (_, look, words) => {
    renderLook({ look });
    expect(screen.getByRole('heading', { name: new RegExp(`^${words}: `) })).toBeVisible();
  });

  it('tells every verdict by a shape of its own', () => {
    const words: readonly VerdictWord[] = ['Low', 'Medium', 'High', 'Inconclusive', 'NotEvaluated'];
    const outlines = words.map((verdict) => {
      const { container, unmount } = renderLook({ look: judged([{ ...calm, verdict }]) });
      const outline = container.querySelector('svg path')?.getAttribute('d');
      unmount();
      return outline;
    });
    expect(new Set(outlines).size).toBe(words.length);
  });

  it('marks a veto, which the score does not contradict', () => {
    renderLook({ look: judged([sick]) });
    expect(screen.getAllByText('Veto').length).toBe(2);
    expect(screen.getByText('0.90')).toBeVisible();
  });

  it('draws both lines, and the range that missing signals leave open', () => {
    renderLook({ look: judged([blind]) });
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Score 0.00 of 2. Medium above 0.50, High above 1.50, recovered below 1.00. With what is missing it lies between 0.00 and 0.60',
    );
    expect(screen.getAllByText('5 of 6 signals, 70% of the weight').length).toBeGreaterThan(0);
  });

  it.each([null, NaN])('shows no number where the score is %s', (score) => {
    renderLook({ look: judged([{ ...calm, score, coverage: score === null ? 0 : 1 }]) });
    expect(screen.getByRole('img')).toHaveAccessibleName(/^No score\./);
    expect(document.body.textContent).not.toMatch(/NaN|null|undefined|none/);
  });

  it('shows no 0 where nothing was read', () => {
    const nothing = { value: NaN };
    const gone = verdictOf({
      api_latency: nothing,
      error_rate: nothing,
      message_volume: nothing,
      cpu_memory: nothing,
      database: nothing,
      crm_gap: nothing,
    });
    renderLook({ look: judged([gone]) });
    expect(screen.getByRole('img')).toHaveAccessibleName(/^No score\./);
  });

  it.each([
    [0.3, '+0.60 in 10 min'],
    [1.2, '−0.30 in 10 min'],
    [0.899, 'steady for 10 min'],
  ])('tells how the score moved since it was %d', (score, words) => {
    const earlier = { kind: 'ok', value: { at: AT - 600, score } } as const;
    renderLook({ look: judged([sick]), surroundings: { ...NOTHING_YET, earlier } });
    expect(screen.getByText(words, { exact: false })).toBeVisible();
  });
});

describe('The release', () => {
  it('is unknown, and said so', () => {
    renderLook({
      look: judged([verdictOf({}, { service: 'lead-bot', version: undefined })]),
      surroundings: { ...NOTHING_YET, story: { kind: 'ok', value: { ...STORY, deployments: [] } } },
    });
    expect(screen.getByText('no deployment known')).toBeVisible();
  });

  it('links its commit only to where a browser may go', () => {
    const story = (url: string): Surroundings => ({
      ...NOTHING_YET,
      story: { kind: 'ok', value: { ...STORY, deployments: [recordOf('1.478.0', 720, { commit: 'abc123', url })] } },
    });
    const { show } = renderLook({ look: judged([sick]), surroundings: story('javascript:alert(1)') });
    expect(screen.getByText('abc123')).toBeVisible();
    expect(screen.queryByRole('link', { name: /abc123/ })).toBeNull();
    show({ look: judged([sick]), surroundings: story('https://git.example.com/abc123') });
    expect(screen.getByRole('link', { name: 'Commit abc123' })).toHaveAttribute(
      'href',
      'https://git.example.com/abc123',
    );
  });

  it('that is not the running one is said loudly', () => {
    renderLook({
      look: judged([verdictOf({}, { service: 'lead-bot', version: '1.477.2', age: 9000 })]),
      surroundings: surroundingsOf(calm),
    });
    expect(screen.getByText('Production is not running the version that was released')).toBeVisible();
  });

  it.each([
    ['asked', 'Rollback asked for, somebody has to decide: '],
    ['accepted', 'Rollback under way: '],
    ['done', 'Rolled back: '],
    ['failed', 'The rollback failed: '],
  ] as const)('shows a rollback that is %s', (state, words) => {
    const rollback = {
      apiVersion: 'releaserisk/rollback/v1',
      id: 'r',
      labels: {},
      from: '1.478.0',
      to: '1.477.2',
      state,
      by: 'gateway',
      reason: 'the pipeline answered 500',
      askedAt: iso(AT - 90),
      updatedAt: iso(AT - 60),
    } as const;
    const surroundings = surroundingsOf(sick, { story: { kind: 'ok', value: { ...STORY, rollback } } });
    const { container } = renderLook({ look: judged([sick]), surroundings });
    expect(container.textContent).toContain(`${words}1.478.0 → 1.477.2`);
    expect(container.textContent).toContain('the pipeline answered 500');
  });

  it('held by a person says until when, by whom and why', () => {
    const hold = { id: 'h', by: 'ivan', reason: 'CRM migration', until: iso(AT + 1808) };
    const { container } = renderLook({
      look: judged([sick]),
      surroundings: surroundingsOf(sick, { holds: { kind: 'ok', value: [hold] } }),
    });
    expect(screen.getByRole('heading', { name: /^Held, people decide until 02:44: / })).toBeVisible();
    expect(container.textContent).toContain('No automatic rollback until 02:44 (30 min left)');
    expect(container.textContent).toContain('ivan · CRM migration');
  });

  it('stands in a strip with the last ten, marked by shape, the running one as live', () => {
    renderLook({ look: judged([sick]), surroundings: surroundingsOf(sick) });
    const strip = screen.getByRole('heading', { name: 'Last releases' }).parentElement;
    const releases = within(strip ?? document.body).getAllByRole('listitem');
    expect(releases.map(({ textContent }) => textContent)).toEqual([
      '–not judged1.476.08 days ago',
      '0.00Low1.476.17 days ago',
      '0.10Low1.476.26 days ago',
      '0.30Inconclusive1.476.35 days ago',
      '0.00Low1.476.44 days ago',
      '0.60Medium1.477.03 days ago',
      '1.60High1.477.12 days ago',
      '0.10rollback, Low1.476.42 days ago',
      '0.00Low1.477.21 day ago',
      '0.90High1.478.0live',
    ]);
  });
});

describe('The signals', () => {
  it('are a table with headers, what matters most first', () => {
    renderLook({ look: judged([sick]), surroundings: surroundingsOf(sick) });
    const table = screen.getByRole('table', { name: 'Signals, what matters most first' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Signal', 'Now', 'Usual', 'Difference', 'n', 'Points', 'Last 1 h', 'Explore']);
    const rows = within(table).getAllByRole('rowheader');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'red Error rateVeto',
      'yellow API latency p95',
      'green Message volumecritical',
      'green CPU and memory',
      'green Database p95',
      'green CRM sync gapcritical',
    ]);
  });

  it('say why they are missing, and what they would need', () => {
    const few = verdictOf({ database: { samples: 14 }, error_rate: LOKI_DOWN });
    renderLook({ look: judged([few], { panelOnly: ['cpu_memory'] }) });
    expect(screen.getByRole('rowheader', { name: /Database p95 n=14, needs 20/ })).toBeVisible();
    expect(screen.getByRole('cell', { name: '14 of 20' })).toBeVisible();
    expect(
      screen.getByRole('rowheader', { name: /Error rate critical logs did not answer within 10 s/ }),
    ).toBeVisible();
    expect(screen.getByRole('rowheader', { name: /CPU and memory this panel only, not in the alert/ })).toBeVisible();
  });

  it('open for everything that is known of them', async () => {
    renderLook({ look: judged([sick]) });
    await userEvent.click(screen.getByRole('button', { name: /Error rate/ }));
    expect(screen.getByText('more than 5% above usual')).toBeVisible();
    expect(screen.getByText('4xx and 5xx answers of the API, and failed calls to the CRM.')).toBeVisible();
  });

  it('of a recorded score are not there, and that is said', () => {
    renderLook({ look: judged([{ ...sick, signals: [] }], { origin: 'recorded' }) });
    expect(screen.getByText('Only the score was recorded: the readings behind it are not here.')).toBeVisible();
  });

  it('have no link to Explore for who may not explore', () => {
    renderLook({ look: judged([sick]), actions: actionsOf(VIEWER) });
    expect(screen.queryByRole('link', { name: /Explore/ })).toBeNull();
  });
});

describe('What stands beside the score', () => {
  it.each(['rules', 'holds', 'story', 'curves', 'earlier'] as const)('may fail: %s', (part) => {
    const failed = { kind: 'failed', reason: `${part} answered 500.`, hint: 'Try later.' } as const;
    const { container } = renderLook({ look: judged([sick]), surroundings: surroundingsOf(sick, { [part]: failed }) });
    expect(container.textContent).toContain(`${part} answered 500. Try later.`);
    expect(screen.getByRole('heading', { name: /^High/ })).toBeVisible();
    expect(screen.getByRole('rowheader', { name: /Error rate/ })).toBeVisible();
  });

  it.each([
    ['firing', { state: 'firing', since: iso(AT - 180) }, 'Rollback: firing since 02:11'],
    ['pending', { state: 'pending' }, 'Rollback: pending'],
    ['recovering', { state: 'recovering' }, 'Rollback: recovering'],
    ['paused', { state: 'paused', health: 'error' }, 'Rollback: paused, nobody is told'],
    ['failing', { health: 'error', lastError: 'no such host' }, 'Rollback: cannot be evaluated · no such host'],
    ['of an older model', { sameModel: false }, 'alert built from an older model: apply the model again'],
    [
      'of another number at the same second',
      { said: { score: 0.3, verdict: 'Low', cause: '' }, lastEvaluation: iso(AT) },
      'another score at the same moment',
    ],
    ['of the same number', { said: { score: 0.9, verdict: 'High', cause: '' } }, 'says 0.90 at 02:14:00, panel 0.90'],
  ] as const)('shows an alert rule that is %s', (_, rule, words) => {
    const rules = { kind: 'ok', value: { act: ruleOf(rule), review: undefined, veto: [] } } as const;
    const { container } = renderLook({ look: judged([sick]), surroundings: surroundingsOf(sick, { rules }) });
    expect(container.textContent).toContain(words);
    expect(container.textContent).toContain('Review: no such rule');
  });

  it('does not accuse a rule of another number that is of another second', () => {
    const act = ruleOf({ said: { score: 0.3, verdict: 'Low', cause: '' }, lastEvaluation: iso(AT - 20) });
    const rules = { kind: 'ok', value: { act, review: undefined, veto: [] } } as const;
    const { container } = renderLook({ look: judged([sick]), surroundings: surroundingsOf(sick, { rules }) });
    expect(container.textContent).not.toContain('another score at the same moment');
  });

  it('names each failing datasource once, with a way to ask again, and keeps the rest', async () => {
    const retry = vi.fn();
    const failure = { datasource: 'logs', reason: 'logs answered 502', hint: 'Ask its owner.', code: 'RR503' };
    const failures = ['error_rate.value', 'error_rate.mean'].map((query) => ({ ...failure, query }));
    const { container } = renderLook({ look: judged([blind], { failures }), actions: actionsOf({}, retry) });
    expect(container.textContent).toContain('Ask its owner. (logs, 2 queries without an answer)');
    expect(screen.getByRole('rowheader', { name: /API latency/ })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('lists the windows of the baselines by date', () => {
    const { container } = renderLook({ look: judged([calm]) });
    expect(container.textContent).toContain('same hour on 2026-11-14 02:14, 2026-11-07 02:14: Error rate');
  });
});

describe('The live region', () => {
  it('speaks once when the verdict changes, and not when the score does', () => {
    const { show } = renderLook({ look: judged([calm]) });
    const said = screen.getByRole('status');
    expect(said).toBeEmptyDOMElement();
    show({ look: judged([{ ...calm, score: 0.42 }]) });
    expect(said).toBeEmptyDOMElement();
    show({ look: judged([sick]) });
    expect(said).toHaveTextContent('lead-bot is now High. Veto: error rate 32.9% vs usual 0.185% (n=219).');
    show({ look: judged([{ ...sick, score: 1.9, sentence: 'another sentence' }]) });
    expect(said).not.toHaveTextContent('another sentence');
  });

  it('remembers across a problem, and is the only one of the panel', () => {
    const { show, container } = renderLook({ look: judged([calm]) });
    show({ look: { kind: 'problem', problem: PROBLEMS.RR713[0], last: undefined } });
    show({ look: judged([sick], { failures: [] }), surroundings: surroundingsOf(sick) });
    expect(screen.getByRole('status')).toHaveTextContent('lead-bot is now High');
    expect(container.querySelectorAll('[aria-live], [role=alert], [role=status]').length).toBe(1);
  });

  it('counts what it does not read out', () => {
    const before = fleet(12).map((one) => ({ ...one, verdict: 'Low' as const }));
    const { show } = renderLook({ look: judged(before) });
    show({ look: judged(before.map((one) => ({ ...one, verdict: 'High' as const }))) });
    expect(screen.getByRole('status')).toHaveTextContent('9 more verdicts changed.');
  });
});

describe('The room', () => {
  const look = judged([sick]);
  const surroundings = surroundingsOf(sick);

  it('of 90 pixels in height takes one line', () => {
    const { container } = renderLook({ look, surroundings, height: 90 });
    expect(container.querySelector('[data-layout=line]')?.textContent).toBe(
      'High0.90lead-botVeto: error rate 32.9% vs usual 0.185% (n=219)',
    );
  });

  it('of one line leads to the whole cause by keyboard', async () => {
    renderLook({ look, surroundings, height: 60, width: 300 });
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'show all' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'show less' })).toBeVisible();
  });

  it('of one line shows the worst of many', () => {
    const { container } = renderLook({ look: judged([calm, { ...sick, service: 'worst' }]), height: 60 });
    expect(container.textContent).toContain('worst');
    expect(container.textContent).toContain('+1 more');
  });

  it('of 300 pixels holds verdict, score and cause; the rest is one press away', async () => {
    renderLook({ look, surroundings, width: 300 });
    expect(screen.getByRole('heading', { name: /^High/ })).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show signals and alerts' }));
    expect(screen.getByRole('table')).toBeVisible();
  });

  it('of 500 pixels holds the top three signals without curves, and all on demand', async () => {
    renderLook({ look, surroundings, width: 500 });
    expect(screen.getAllByRole('rowheader').length).toBe(3);
    expect(screen.queryByRole('columnheader', { name: /Last/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show all 6 signals' }));
    expect(screen.getAllByRole('rowheader').length).toBe(6);
  });

  it('of 900 pixels holds everything', () => {
    renderLook({ look, surroundings, width: 900 });
    expect(screen.getAllByRole('rowheader').length).toBe(6);
    expect(screen.getByRole('columnheader', { name: 'Last 1 h' })).toBeVisible();
  });

  it('is never left: the panel scrolls inside itself', () => {
    const { container } = renderLook({ look, surroundings, width: 420, height: 200 });
    const panel = container.querySelector('[data-layout]');
    expect(panel).toHaveStyle({ width: '420px', height: '200px', overflow: 'auto' });
  });
});

describe('Names from outside', () => {
  const evil = `<script>alert(1)</script>\u202Eمرحبا 🚀${'x'.repeat(10_000)}`;

  it('are text, keep their direction to themselves, and are whole on demand', async () => {
    const service = verdictOf(SICK, { service: evil, version: evil });
    const { container } = renderLook({ look: judged([service]), surroundings: surroundingsOf(service) });
    expect(container.querySelector('script')).toBeNull();
    const holders = [...container.querySelectorAll('*')].filter(
      (node) => node.children.length === 0 && node.textContent?.includes('مرحبا'),
    );
    expect(holders.length).toBeGreaterThan(1);
    expect(holders.filter(({ tagName }) => tagName !== 'BDI')).toEqual([]);
    const [first] = screen.getAllByRole('button', { name: 'show all' });
    if (first) await userEvent.click(first);
    expect(screen.getAllByRole('button', { name: 'show less' }).length).toBe(1);
  });
});

describe('axe', () => {
  const looks = {
    one: { look: judged([sick]), surroundings: surroundingsOf(sick) },
    list: { look: judged(fleet(5)) },
    'one line': { look: judged([sick]), height: 80 },
    small: { look: judged([blind]), width: 300 },
    problem: { look: { kind: 'problem', problem: PROBLEMS.RR704[0], last: judgedOf([sick]) } },
    loading: { look: { kind: 'loading' } },
    viewer: { look: judged([sick]), actions: actionsOf(VIEWER) },
  } as const;

  it.each(Object.keys(looks).flatMap((name) => [[name, 'dark'] as const, [name, 'light'] as const]))(
    'finds nothing in %s, %s',
    async (name, theme) => {
      const shown = looks[name as keyof typeof looks];
      const { container } = renderLook({ ...shown, theme });
      const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    },
  );
});
