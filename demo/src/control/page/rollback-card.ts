import type { Rollback } from '@release-risk/contract/rollback';
import type { PageState } from '../page-state.ts';
import { ageText, html } from './elements.ts';

type Rollbacks = NonNullable<PageState['rollbacks']>;
type Post = (path: string, body: object) => void;

/** States in the words of the page, and their tone. */
const STATES: Readonly<Record<Rollback['state'], readonly [word: string, tone: 'bad' | 'busy' | 'good' | 'calm']>> = {
  received: ['received', 'busy'],
  enriched: ['being judged', 'busy'],
  deferred: ['waits', 'calm'],
  awaiting_approval: ['asks you', 'bad'],
  approved: ['approved', 'busy'],
  intent_persisted: ['calls the pipeline', 'busy'],
  triggering: ['calls the pipeline', 'busy'],
  triggered: ['pipeline at work', 'busy'],
  verifying: ['is it live and calm?', 'busy'],
  succeeded: ['rolled back', 'good'],
  suppressed: ['nothing was done', 'calm'],
  rejected: ['rejected', 'calm'],
  expired: ['nobody decided', 'bad'],
  unknown: ['nobody knows: look', 'bad'],
  failed: ['failed', 'bad'],
  dead_letter: ['could not be worked on', 'bad'],
};

/** Nothing is being brought back in these. */
const IDLE: ReadonlySet<Rollback['state']> = new Set(['received', 'enriched', 'deferred', 'suppressed']);

/** The section about rollbacks. What has the focus keeps it: buttons are made once. */
export function drawRollbacks({ rollbacks, nowMs }: PageState, post: Post): void {
  const card = document.getElementById('rollback');
  if (!card || rollbacks === undefined) return;
  if (card.hidden) {
    card.hidden = false;
    card.append(
      html('h2', {}, 'Rollback'),
      html('div', { id: 'rollback-mode', class: 'quiet' }),
      html('div', { id: 'rollback-list' }),
      buttons(post),
      html('p', { id: 'decided', class: 'quiet', role: 'status' }),
      html('div', { id: 'rollback-calls' }),
    );
  }
  fill('rollback-mode', [modeText(rollbacks)]);
  const { rollbacks: all, holds, pages } = rollbacks;
  fill('rollback-list', [
    ...holds.map(({ by, until, reason }) =>
      html('p', { class: 'held' }, `Held by ${by.name} for ${ageText(Date.parse(until) - nowMs)} more: ${reason}`),
    ),
    all.length === 0
      ? html('p', { class: 'quiet' }, 'None yet. Release a bad version and wait for its alert.')
      : html('ul', { class: 'rollbacks' }, ...all.map((one) => line(one, pages, nowMs))),
  ]);
  const waits = all.some(({ decision }) => decision !== null);
  for (const name of ['approve', 'reject']) document.getElementById(name)?.toggleAttribute('disabled', !waits);
  document.getElementById('kill')?.toggleAttribute('hidden', !rollbacks.canKill);
  fill('rollback-calls', calls(rollbacks, nowMs));
}

/** Replaces what is there only where it changed, so that a link keeps the focus. */
function fill(id: string, content: readonly (Node | string)[]): void {
  const place = document.getElementById(id);
  const made = html('div', { id, class: place?.getAttribute('class') ?? undefined }, ...content);
  if (place && !place.isEqualNode(made)) place.replaceChildren(...content);
}

function modeText({ mode, modeText: means, gateway, problem }: Rollbacks): string {
  const { running, restarts } = gateway;
  const again = restarts === 0 ? '' : `, started again ${restarts === 1 ? 'once' : `${restarts} times`}`;
  const state = running ? `The gateway runs${again}.` : 'The gateway is down and being started again.';
  return `Mode ${mode}: it ${means}. ${state}${running && problem !== undefined ? ` ${problem}` : ''}`;
}

function line(one: Rollback, pages: string | undefined, nowMs: number): HTMLElement {
  const { id, state, service, deployment, target, sentence, reasons, createdAt, approvedBy } = one;
  const [word, tone] = STATES[state];
  const goes = `${service} ${deployment.version ?? ''}`;
  const by = approvedBy === null ? '' : `, approved by ${approvedBy.name}`;
  return html(
    'li',
    {},
    html('span', { class: `state ${tone}` }, word),
    html('b', {}, target === null || IDLE.has(state) ? goes : `${goes} → ${target}`),
    html('small', {}, `${ageText(nowMs - Date.parse(createdAt))} ago${by}${durationsText(one)}`),
    sentence === null ? undefined : html('small', {}, sentence),
    ...reasons.map(({ text }) => html('small', {}, `· ${text}`)),
    html(
      'small',
      {},
      html('a', { href: `/v1/rollbacks/${encodeURIComponent(id)}/report` }, 'report'),
      pages === undefined ? undefined : ' · ',
      pages === undefined ? undefined : html('a', { href: `${pages}/${encodeURIComponent(id)}` }, 'in the plugin'),
    ),
  );
}

function durationsText({ durations }: Rollback): string {
  const names = { detect: 'detected', decide: 'decided', rollBack: 'rolled back', recover: 'recovered' } as const;
  const said = (['detect', 'decide', 'rollBack', 'recover'] as const).flatMap((name) => {
    const seconds = durations[name];
    return seconds === null ? [] : [`${names[name]} in ${Math.round(seconds)} s`];
  });
  return said.length === 0 ? '' : ` · ${said.join(', ')}`;
}

function buttons(post: Post): HTMLElement {
  const made = [
    { id: 'approve', title: 'Approve', key: 'a', path: '/api/rollbacks/approve' },
    { id: 'reject', title: 'Reject', key: 'x', path: '/api/rollbacks/reject' },
    { id: 'hold', title: 'Hold 5 min', key: 'h', path: '/api/holds' },
    { id: 'kill', title: 'kill -9 the gateway', key: 'k', path: '/api/gateway/kill' },
  ].map(({ id, title, key, path }) => {
    const button = html('button', { type: 'button', id }, html('b', {}, title), html('kbd', {}, key));
    button.addEventListener('click', () => post(path, {}));
    return button;
  });
  return html('div', { class: 'buttons decisions' }, ...made);
}

function calls({ calls: all }: Rollbacks, nowMs: number): readonly HTMLElement[] {
  if (all.length === 0) return [];
  return [
    html('h3', {}, 'The pipeline carried out'),
    html(
      'ul',
      {},
      ...all.slice(0, 4).map(({ badVersion, targetVersion, receivedAtMs, end, timesSent, approvedBy }) => {
        const sent = timesSent === 1 ? '' : `, sent ${timesSent} times and done once`;
        return html(
          'li',
          { class: 'call' },
          html('b', {}, `${badVersion} → ${targetVersion}`),
          html('span', {}, end?.state ?? 'running'),
          html('small', {}, `${ageText(nowMs - receivedAtMs)} ago for ${approvedBy}${sent}`),
        );
      }),
    ),
  ];
}
