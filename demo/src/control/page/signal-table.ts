import type { ScoreView, SignalView } from '../score-view.ts';
import { html } from './elements.ts';
import { gradeMark } from './verdict-icon.ts';

const HIGHEST_SCORE = 2;

/** The signals of a score, one row each; on a narrow screen a row becomes a small card. */
export function signalTable(view: ScoreView): HTMLElement {
  const weights = view.signals.reduce((sum, signal) => sum + signal.weight, 0);
  const head = ['Signal', 'Now', 'Usual or line', 'Grade', 'Points'].map((title) =>
    html('th', { scope: 'col' }, title),
  );
  return html(
    'table',
    {},
    html('thead', {}, html('tr', {}, ...head)),
    html('tbody', {}, ...view.signals.map((signal) => row(signal, weights))),
  );
}

function row(signal: SignalView, weights: number): HTMLElement {
  const { icon, word } = gradeMark(signal.grade);
  const title = html('th', { scope: 'row' }, html('span', { class: 'title' }, signal.title));
  title.append(html('small', {}, `weight ${signal.weight}${signal.critical ? ' · critical' : ''}`));
  return html(
    'tr',
    { class: `grade-${word}` },
    title,
    html('td', { 'data-label': 'Now' }, signal.missing === undefined ? (signal.value ?? '–') : `– (${signal.missing})`),
    html('td', { 'data-label': 'Usual' }, signal.usual ?? '–'),
    html('td', { 'data-label': 'Grade' }, html('span', { class: 'grade' }, icon, word)),
    html('td', { 'data-label': 'Points' }, bar(signal, weights)),
  );
}

/** How much of what the signal can add to the score it adds. */
function bar(signal: SignalView, weights: number): HTMLElement {
  const most = weights === 0 ? 0 : (HIGHEST_SCORE * signal.weight) / weights;
  const text = `${signal.points.toFixed(2)} of ${most.toFixed(2)}`;
  if (most === 0)
    return html('span', { class: 'quiet' }, signal.critical ? 'none, but a veto when red' : 'none, report only');
  const meter = html('progress', { max: 1, value: Math.min(1, signal.points / most), 'aria-label': text });
  return html('span', { class: 'points' }, meter, html('span', { class: 'number' }, text));
}
