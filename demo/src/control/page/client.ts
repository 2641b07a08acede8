import type { Action } from '../actions.ts';
import type { PageState } from '../page-state.ts';
import { ageText, html } from './elements.ts';
import { lineChart } from './line-chart.ts';
import { drawRollbacks } from './rollback-card.ts';
import { signalTable } from './signal-table.ts';
import { type Shown, verdictIcon } from './verdict-icon.ts';

const REFRESH_MS = 2_000;
const DEFAULT_BANDS = { low: 0.5, high: 1.5 };

function place(id: string, ...content: (Node | string | undefined)[]): void {
  document.getElementById(id)?.replaceChildren(...content.filter((one) => one !== undefined));
}

/** What never changes is made once, so that the focus and a selection stay where they are. */
function madeBefore(id: string): boolean {
  const card = document.getElementById(id);
  if (!card || card.dataset.made) return true;
  card.dataset.made = 'yes';
  return false;
}

function verdictOf(state: PageState): { shown: Shown; word: string; sentence: string; figures: string } {
  const { score } = state;
  switch (score.kind) {
    case 'no-source':
      return { shown: 'None', word: 'No score', sentence: 'No score source is connected to this page.', figures: '' };
    case 'waiting':
      return { shown: 'None', word: 'Waiting', sentence: 'The first score is being read.', figures: '' };
    case 'failed':
      return { shown: 'None', word: 'Failed', sentence: score.reason, figures: 'Nothing could be evaluated' };
    case 'ready': {
      const { verdict, sentence, score: value, coverage, bands } = score.view;
      const number = value === undefined ? 'no score' : `score ${value.toFixed(2)} of 2`;
      const veto =
        verdict === 'High' && (value ?? 0) <= bands.high ? ' · a critical signal is red: High at any score' : '';
      const figures = `${number} · coverage ${Math.round(coverage * 100)} %${veto}`;
      return { shown: verdict, word: verdict, sentence, figures };
    }
  }
}

function drawVerdict(state: PageState): void {
  const { shown, word, sentence, figures } = verdictOf(state);
  const card = document.getElementById('verdict');
  if (card) card.dataset.verdict = shown;
  place(
    'verdict',
    html('div', { class: 'verdict-word' }, verdictIcon(shown), html('strong', {}, word)),
    html('p', { class: 'sentence' }, sentence),
    figures === '' ? undefined : html('p', { class: 'figures' }, figures),
  );
}

function drawRunning({ running, nowMs, service }: PageState): void {
  const age = ageText(nowMs - running.deployedAtMs);
  const what = running.kind === 'rollback' ? 'rolled back' : 'deployed';
  const by = `${what} ${age} ago by ${running.callId === undefined ? running.author : 'the pipeline'}`;
  place(
    'running',
    html('b', {}, service),
    ' runs ',
    html('b', {}, running.version),
    ' ',
    html('code', {}, running.commit.slice(0, 7)),
    ` · ${by}`,
  );
}

function drawSignals(state: PageState): void {
  const view = state.score.kind === 'ready' ? state.score.view : undefined;
  const empty = html('p', { class: 'quiet' }, 'No signals yet.');
  place('signals', html('h2', {}, 'Signals'), view ? signalTable(view) : empty);
}

function drawLine(state: PageState): void {
  const bands = state.score.kind === 'ready' ? state.score.view.bands : DEFAULT_BANDS;
  place('line', html('h2', {}, 'Last ten minutes'), lineChart(state, bands));
}

function drawActions(state: PageState): void {
  if (madeBefore('actions')) return;
  const buttons = state.actions.map((action) => {
    const button = html(
      'button',
      { type: 'button', class: action.kind },
      html('b', {}, action.title),
      html('kbd', {}, action.key),
    );
    button.append(html('small', {}, action.effect));
    button.addEventListener('click', () => void act(action));
    return button;
  });
  place(
    'actions',
    html('h2', {}, 'Release and break'),
    html('div', { class: 'buttons' }, ...buttons),
    html('p', { id: 'done', class: 'quiet', role: 'status' }),
  );
}

interface Answer {
  readonly done?: unknown;
  readonly error?: unknown;
}

async function post(path: string, body: object): Promise<{ readonly ok: boolean } & Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said: Answer = await answer.json();
  return { ok: answer.ok, ...said };
}

async function act(action: Action): Promise<void> {
  const [path, body] = action.kind === 'rollback' ? ['/api/rollback', {}] : ['/api/releases', { fault: action.fault }];
  const { ok, error } = await post(path, body);
  place('done', `${action.title}: ${ok ? 'done. The score follows within a minute.' : String(error)}`);
  await refresh();
}

async function decide(path: string, body: object): Promise<void> {
  const { ok, done, error } = await post(path, body);
  place('decided', String(ok ? done : error));
  await refresh();
}

function drawParts(state: PageState): void {
  if (madeBefore('parts')) return;
  const rows = state.parts.map(({ name, kind, address, note }) => {
    const where = /^http:\/\/127\.0\.0\.1:\d+/.test(address)
      ? html('a', { href: address }, address)
      : html('span', {}, address);
    return html(
      'li',
      {},
      html('b', {}, name),
      html('span', { class: `kind ${kind}` }, kind),
      where,
      html('small', {}, note),
    );
  });
  const notes = state.notes.map((note) => html('p', { class: 'quiet' }, note));
  place('parts', html('h2', {}, 'What is real'), html('ul', {}, ...rows), ...notes);
}

function drawAlerts({ alerts, nowMs }: PageState): void {
  const card = document.getElementById('alerts');
  if (!card || alerts === undefined) return;
  card.hidden = false;
  const rows = alerts.map(({ atMs, to, status, rule, summary }) =>
    html(
      'li',
      {},
      html('b', {}, status),
      ` to ${to}: ${rule} · ${ageText(nowMs - atMs)} ago`,
      html('small', {}, summary),
    ),
  );
  place(
    'alerts',
    html('h2', {}, 'Alerts received'),
    html('p', { class: 'quiet' }, 'As the team sees them, in a stand-in for its chat.'),
    rows.length === 0 ? html('p', { class: 'quiet' }, 'None yet.') : html('ul', {}, ...rows),
  );
}

function drawCommands(state: PageState): void {
  if (madeBefore('commands')) return;
  const commands = state.commands.map(({ title, command }) => {
    const copy = html('button', { type: 'button', class: 'copy' }, 'Copy');
    copy.addEventListener('click', () => {
      void navigator.clipboard.writeText(command).then(() => {
        copy.textContent = 'Copied';
      });
    });
    return html('div', { class: 'command' }, html('span', {}, title), copy, html('code', {}, command));
  });
  place('commands', html('h2', {}, 'From another terminal'), ...commands);
}

async function refresh(): Promise<void> {
  const lost = document.getElementById('lost');
  try {
    const answer = await fetch('/api/state');
    if (!answer.ok) throw new Error(`the demo answered ${answer.status}`);
    const state: PageState = await answer.json();
    drawVerdict(state);
    drawRunning(state);
    drawLine(state);
    drawSignals(state);
    drawRollbacks(state, (path, body) => void decide(path, body));
    drawActions(state);
    drawParts(state);
    drawAlerts(state);
    drawCommands(state);
    if (lost) lost.hidden = true;
  } catch (error) {
    if (!lost) return;
    lost.textContent = `The demo does not answer; it may have been stopped. (${error instanceof Error ? error.message : String(error)})`;
    lost.hidden = false;
  }
}

async function loop(): Promise<void> {
  await refresh();
  setTimeout(() => void loop(), REFRESH_MS);
}

void loop();
