import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtPlugin } from '../host/builtPlugin.ts';
import { findChromium } from '../host/chromium.ts';
import { HOSTS } from '../host/hosts.ts';
import { startHost, type HostUnderTest } from '../host/hostUnderTest.ts';
import { lookAt, typing } from '../host/measuredPage.ts';
import { contentOf, PANEL_STATES, type PanelState, soloPath } from '../host/panelStates.ts';
import { planOfServices } from '../host/manyServices.ts';
import type { Figure } from './score.bench.ts';

const ENTRIES = [
  { name: 'app entry', file: 'module.js', kilobytes: 15 },
  { name: 'panel entry', file: 'panel/module.js', kilobytes: 40 },
] as const;
/** Of what a page adds to the entry. */
const PAGE_KILOBYTES = 150;
const SCRIPT_MS = 100;
const KEY_MS = 50;
const REFRESHES = 200;
const GROWTH = 1.05;
const FULL = { width: 1200, height: 760 };

/** Size of what is loaded, script to draw many services, requests, and what 200 refreshes leave behind. */
export async function benchPlugin(): Promise<Figure[]> {
  const dist = await builtPlugin();
  const figures = [...sizes(dist)];
  if ((await findChromium()) === undefined) {
    console.warn('SKIPPED: no chromium on PATH, so nothing of the panel is measured in a browser.');
    return figures;
  }
  const [react18] = HOSTS;
  if (react18 === undefined) return figures;
  const host = await startHost(react18, 'production');
  try {
    figures.push(...(await drawing(host)), ...(await requests(host)), await refreshing(host), await editing(host));
  } finally {
    await host.stop();
  }
  return figures;
}

function sizes(dist: string): Figure[] {
  const gzipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;
  const entries = ENTRIES.map(({ name, file, kilobytes }) =>
    figure(`${name}, gzipped`, gzipped(file), 'KB', kilobytes),
  );
  const pages = readdirSync(dist)
    .filter((file) => /^(pages|config)_.*\.js$/.test(file))
    .map((file) =>
      figure(
        `${/^(?:pages|config)_([A-Za-z]+)/.exec(file)?.[1] ?? file}, gzipped`,
        gzipped(file),
        'KB',
        PAGE_KILOBYTES,
      ),
    );
  return [...entries, ...pages];
}

/** Script of one refresh, from the answers of Grafana to the drawn panel. The page around the panel is counted, too. */
async function drawing(host: HostUnderTest): Promise<Figure[]> {
  const cases = [
    { name: 'a refresh of 300 services from a plan', state: planOfServices(300) },
    { name: 'a refresh of 1,000 services from recorded scores', state: stateCalled('a thousand services') },
  ];
  const figures: Figure[] = [];
  for (const { name, state } of cases) {
    host.hold(contentOf(state));
    const { scriptMs } = await lookAt(host, `${soloPath(state)}&refresh=2s`, FULL, 8);
    figures.push(figure(`script of ${name}`, scriptMs, 'ms', SCRIPT_MS));
  }
  const state = planOfServices(300);
  const model = state.options?.['model'];
  const content = contentOf(state);
  const settings = { ...content.settings, jsonData: { revision: 1, models: [model], bindings: {} } };
  host.hold({ ...content, settings });
  const { scriptMs } = await lookAt(host, '/a/releaserisk-app/overview', FULL, 6, {
    drawn: 'tbody tr',
    refresh: (page) => page.getByRole('button', { name: 'Refresh', exact: true }).click(),
  });
  figures.push(figure('script of a refresh of Overview with 300 services', scriptMs, 'ms', SCRIPT_MS));
  return figures;
}

/** Requests of one refresh: the same number for 1 and 300 services, and for one panel and four of the same model. */
async function requests(host: HostUnderTest): Promise<Figure[]> {
  const counts: number[] = [];
  for (const services of [2, 300]) {
    const state = planOfServices(services);
    host.hold(contentOf(state));
    counts.push((await lookAt(host, `${soloPath(state)}&refresh=2s`, FULL, 3)).requests);
  }
  const state = planOfServices(20);
  const one = contentOf(state);
  const panelCounts: number[] = [];
  for (const panels of [1, 4]) {
    host.hold({ ...one, dashboards: one.dashboards.map((dashboard) => repeated(dashboard, panels)) });
    const path = `/d/${one.dashboards[0]?.uid ?? ''}?refresh=2s`;
    panelCounts.push((await lookAt(host, path, { width: 1200, height: 2400 }, 3)).requests);
  }
  return [
    figure('requests of a refresh of 300 services, against 2', (counts[1] ?? NaN) / (counts[0] ?? NaN), 'x', 1),
    figure(
      'requests of four panels of one model, against one',
      (panelCounts[1] ?? NaN) / (panelCounts[0] ?? NaN),
      'x',
      1,
    ),
  ];
}

async function refreshing(host: HostUnderTest): Promise<Figure> {
  const state = stateCalled('high by veto');
  host.hold(contentOf(state));
  const { heapGrowth } = await lookAt(host, `${soloPath(state)}&refresh=400ms`, FULL, REFRESHES);
  return figure(`heap after ${String(REFRESHES)} refreshes, against the first 20`, heapGrowth, 'x', GROWTH);
}

/** One key in the editor of a model with twenty signals, whose what-if scores 300 services again. */
async function editing(host: HostUnderTest): Promise<Figure> {
  const state = planOfServices(300, 20);
  const content = contentOf(state);
  const models = [state.options?.['model']];
  host.hold({ ...content, settings: { ...content.settings, jsonData: { revision: 1, models, bindings: {} } } });
  const path = '/a/releaserisk-app/models/web-300';
  const scriptMs = await typing(
    host,
    path,
    { width: 1400, height: 900 },
    { label: /^Weight/, ready: /No score changes/, keys: Array.from({ length: 12 }, () => 'ArrowRight') },
  );
  return figure('script of one key with 20 signals and 300 services', scriptMs, 'ms', KEY_MS);
}

function stateCalled(name: string): PanelState {
  const found = PANEL_STATES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no state "${name}"`);
  return found;
}

function repeated<T extends { readonly uid: string }>(dashboard: T, panels: number): T {
  const [first] = (Reflect.get(dashboard, 'panels') as { readonly gridPos: object }[] | undefined) ?? [];
  const place = (index: number) => ({ ...first, id: index + 1, gridPos: { x: 0, y: 12 * index, w: 24, h: 12 } });
  return { ...dashboard, panels: Array.from({ length: panels }, (_, index) => place(index)) };
}

function figure(name: string, value: number, unit: string, target: number): Figure {
  return { name, value, unit, target, ok: value <= target };
}
