import type { PageState } from '../page-state.ts';
import { svg } from './elements.ts';

const WIDTH = 640;
const HEIGHT = 250;
const LEFT = 44;
const RIGHT = 8;
const TOP = 30;
const BOTTOM = 52;
const STRIP_TOP = HEIGHT - BOTTOM + 6;
const STRIP_HEIGHT = 16;
const MINUTES = 10;
const MINUTE_MS = 60_000;
const HIGHEST = 2;
/** A longer silence between two points is a gap in the line. */
const GAP_MS = 20_000;

/** The score of the last ten minutes, the edges of the bands, and when something was released. */
export function lineChart(state: PageState, bands: { readonly low: number; readonly high: number }): SVGElement {
  const fromMs = state.nowMs - MINUTES * MINUTE_MS;
  const x = (atMs: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (atMs - fromMs)) / (MINUTES * MINUTE_MS);
  const y = (score: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * score) / HIGHEST;
  const label = 'Score of the last ten minutes, from 0 to 2';
  const chart = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': label });
  for (const [from, to, name] of [
    [0, bands.low, 'low'],
    [bands.low, bands.high, 'medium'],
    [bands.high, HIGHEST, 'high'],
  ] as const) {
    chart.append(
      svg('rect', { x: LEFT, y: y(to), width: WIDTH - LEFT - RIGHT, height: y(from) - y(to), class: `band ${name}` }),
    );
  }
  for (const edge of [bands.low, bands.high]) {
    chart.append(svg('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(edge), y2: y(edge), class: 'edge' }));
  }
  for (const score of [0, bands.low, 1, bands.high, HIGHEST]) {
    chart.append(svg('text', { x: LEFT - 6, y: y(score) + 4, class: 'tick left' }, String(score)));
  }
  for (let minutes = MINUTES; minutes >= 0; minutes -= 1) {
    const text = minutes === 0 ? 'now' : `-${minutes} min`;
    const anchor =
      minutes === 0
        ? 'end'
        : minutes === MINUTES
          ? 'start'
          : `middle ${minutes % 5 === 0 ? 'narrow-only' : 'wide-only'}`;
    const at = x(state.nowMs - minutes * MINUTE_MS);
    if (minutes % 2 === 0 || minutes % 5 === 0)
      chart.append(svg('text', { x: at, y: HEIGHT - 6, class: `tick ${anchor}` }, text));
  }
  chart.append(...verdictStrip(state, x));
  chart.append(...marks(state, x), svg('path', { d: linePath(state, x, y), class: 'score' }));
  const last = state.points[state.points.length - 1];
  if (last?.score !== undefined)
    chart.append(svg('circle', { cx: x(last.atMs), cy: y(last.score), r: 4, class: 'last' }));
  return chart;
}

/** Below the line, what the verdict was: a veto is High at any score. */
function verdictStrip({ points, nowMs }: PageState, x: (atMs: number) => number): SVGElement[] {
  const stretches: { verdict: string; fromMs: number; toMs: number }[] = [];
  for (const { atMs, verdict } of points) {
    const last = stretches[stretches.length - 1];
    if (last && atMs - last.toMs <= GAP_MS) last.toMs = atMs;
    if (last?.verdict !== verdict || last.toMs !== atMs) stretches.push({ verdict, fromMs: atMs, toMs: atMs });
  }
  const current = stretches[stretches.length - 1];
  if (current && nowMs - current.toMs <= GAP_MS) current.toMs = nowMs;
  return stretches.flatMap(({ verdict, fromMs, toMs }) => {
    const left = Math.max(LEFT, x(fromMs));
    const width = Math.max(0, x(toMs) - left);
    const bar = svg('rect', { x: left, y: STRIP_TOP, width, height: STRIP_HEIGHT, class: `stretch ${verdict}` });
    const word = verdict === 'Inconclusive' ? '?' : verdict;
    const fits = width > word.length * 8 + 6;
    return fits ? [bar, svg('text', { x: left + 4, y: STRIP_TOP + 12, class: `word ${verdict}` }, word)] : [bar];
  });
}

function marks(state: PageState, x: (atMs: number) => number): SVGElement[] {
  let occupiedUntil = -Infinity;
  return state.releases.flatMap(({ deployedAtMs, version, kind }) => {
    const at = x(deployedAtMs);
    const text = `${kind === 'rollback' ? '↩ ' : ''}${version.slice(0, 14)}`;
    const mark = svg('line', { x1: at, x2: at, y1: TOP - 4, y2: HEIGHT - BOTTOM, class: `mark ${kind}` });
    const width = text.length * 8;
    const left = Math.min(Math.max(at - width / 2, LEFT), WIDTH - RIGHT - width);
    // A label that would lie on the one before is left out; its line stays.
    if (left < occupiedUntil) return [mark];
    occupiedUntil = left + width + 6;
    return [mark, svg('text', { x: left, y: TOP - 8, class: 'tick start mark-text' }, text)];
  });
}

function linePath(state: PageState, x: (atMs: number) => number, y: (score: number) => number): string {
  let path = '';
  let lastMs = -Infinity;
  for (const { atMs, score } of state.points) {
    if (score === undefined) {
      lastMs = -Infinity;
      continue;
    }
    path += `${atMs - lastMs > GAP_MS ? 'M' : 'L'}${x(atMs).toFixed(1)} ${y(score).toFixed(1)}`;
    lastMs = atMs;
  }
  return path;
}
