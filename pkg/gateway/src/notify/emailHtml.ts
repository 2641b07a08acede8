import MarkdownIt from 'markdown-it';
import type { Fact, Message } from './message.ts';

const { escapeHtml } = new MarkdownIt().utils;

const TONE_COLORS: Readonly<Record<Message['tone'], string>> = {
  bad: '#c4162a',
  busy: '#b47600',
  good: '#1a7f4b',
  calm: '#5b6570',
};

/** A message as a small page for mail programs: tables and inline styles, nothing loaded from elsewhere. */
export function emailHtml({ title, sentence, reasons, facts, signals, links, tone }: Message): string {
  const parts = [
    `<h1 style="font-size:20px;line-height:1.3;margin:0 0 12px;color:${TONE_COLORS[tone]}">${escapeHtml(title)}</h1>`,
    ...(sentence === undefined ? [] : [`<p style="margin:0 0 12px">${escapeHtml(sentence)}</p>`]),
    ...reasons.map((reason) => `<p style="margin:0 0 12px;color:#5b6570">${escapeHtml(reason)}</p>`),
    table(facts),
    table(signals),
    links.length === 0
      ? ''
      : `<p style="margin:12px 0 0">${links.map(({ title: name, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(name)}</a>`).join(' &middot; ')}</p>`,
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="color-scheme" content="light dark"></head>',
    '<body style="font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5;margin:16px;max-width:640px">',
    ...parts.filter((part) => part !== ''),
    '</body></html>',
  ].join('\n');
}

function table(facts: readonly Fact[]): string {
  if (facts.length === 0) return '';
  const rows = facts.map(
    ({ name, text }) =>
      `<tr><td style="padding:2px 16px 2px 0;vertical-align:top;color:#5b6570">${escapeHtml(name)}</td><td style="padding:2px 0">${escapeHtml(text)}</td></tr>`,
  );
  return `<table role="presentation" style="border-collapse:collapse;margin:0 0 12px">${rows.join('')}</table>`;
}
