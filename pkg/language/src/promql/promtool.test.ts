import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMatchers } from './addMatchers.ts';
import { BAD_PROMQL } from './badQueries.fixture.ts';
import { canonicalText } from './canonicalText.ts';
import { GOOD_PROMQL } from './goodQueries.fixture.ts';
import type { PromqlQuery } from './parse.ts';
import { parsePromql } from './parse.ts';
import { pinAt } from './pinAt.ts';
import { resultType } from './resultType.ts';
import { shiftBy } from './shiftBy.ts';

const version = spawnSync('promtool', ['--version'], { encoding: 'utf8' });
const found = version.error === undefined && version.status === 0;
const major = Number(/version (\d+)\./.exec(`${version.stdout}${version.stderr}`)?.[1] ?? 0);
if (!found) console.warn('SKIPPED: no promtool on PATH, so no query here is checked by the real Prometheus parser');

/** What Prometheus 2 does not know yet: quoted names, plain numbers as durations, newer functions. */
const NEWER = /\{"|1h30m$|1_000|\[300\]|offset 300|info\(|mad_over_time|sort_by_label|start\(\)$|\(start\(\) /;
/** What Prometheus 3 knows no more, or only behind a flag. */
const FLAGGED = /info\(|mad_over_time|sort_by_label|start\(\)$|holt_winters|\(start\(\) /;

function knownToServer(text: string): boolean {
  return !(major < 3 ? NEWER : FLAGGED).test(text);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promql-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The indexes of the expressions promtool refuses, with what it said. */
function refusedByPromtool(texts: readonly string[]): Map<number, string> {
  const file = join(folder, 'rules.yml');
  const rules = texts.map((expr, index) => ({ record: `rule:${index}`, expr, labels: { index: String(index) } }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'all', rules }] }));
  const { stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8', maxBuffer: 1e8 });
  const refused = new Map<number, string>();
  for (const [, rule, message] of `${stdout}\n${stderr}`.matchAll(/"rule:(\d+)": (could not parse expression.*)/g)) {
    refused.set(Number(rule), message ?? '');
  }
  return refused;
}

function query(text: string): PromqlQuery {
  const result = parsePromql(text);
  if (!result.ok) throw new Error(text);
  return result.query;
}

describe.skipIf(!found)('the real Prometheus parser', () => {
  const good = GOOD_PROMQL.map(({ query: text }) => text).filter(knownToServer);

  it('takes every query of the corpus and everything we rewrite it to', () => {
    const texts = good.flatMap((text) => {
      const read = query(text);
      return [
        text,
        canonicalText(read),
        shiftBy(read, '7d'),
        shiftBy(read, '-90m'),
        pinAt(read, 1_700_000_000.5),
        pinAt(read, -5),
        addMatchers(read, [
          { label: 'service', op: '=', value: 'a"b\\c\n' },
          { label: 'env', op: '!~', value: 'dev|test' },
        ]),
      ];
    });
    const refused = refusedByPromtool(texts);
    expect([...refused].map(([index, message]) => `${texts[index] ?? ''}: ${message}`)).toEqual([]);
    expect(texts.length).toBeGreaterThan(600);
  });

  it('refuses what we refuse, but for what we refuse on purpose', () => {
    const onPurpose = new Set(['a #c\r + b', '"\ud800"', 'a\u0000']);
    const texts = BAD_PROMQL.map(({ query: text }) => text).filter(
      (text) => text.trim() !== '' && !onPurpose.has(text),
    );
    const refused = refusedByPromtool(texts);
    // In rule files a comparison of scalars and the like fail to parse as well; an empty group would prove nothing.
    expect(texts.filter((_, index) => !refused.has(index))).toEqual([]);
  });

  it('gives scalars and vectors where we say so', () => {
    const vectors = good.filter((text) => resultType(query(text)) === 'vector').map((text) => `abs(${text}\n)`);
    const scalars = good.filter((text) => resultType(query(text)) === 'scalar').map((text) => `vector(${text}\n)`);
    const matrices = good.filter((text) => resultType(query(text)) === 'matrix').map((text) => `rate(${text}\n)`);
    const texts = [...vectors, ...scalars, ...matrices];
    expect([...refusedByPromtool(texts)].map(([index, message]) => `${texts[index] ?? ''}: ${message}`)).toEqual([]);
  });
});
