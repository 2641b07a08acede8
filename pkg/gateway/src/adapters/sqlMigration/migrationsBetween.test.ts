import { describe, expect, it } from 'vitest';
import { migrationsBetween } from './migrationsBetween.ts';
import type { Between } from './migrationsBetween.ts';

const rows = (...texts: readonly string[]) =>
  texts.map((text, at) => {
    const [version = '', release = ''] = text.split('@');
    return { version, release, position: String(at) };
  });
const BAD = { version: '1.42.0', previous: undefined };
const unclear = (reason: RegExp) => ({ kind: 'unclear', reason: expect.stringMatching(reason) });

describe('Migrations between two releases', () => {
  it.each<[string, readonly string[], string | undefined, object]>([
    [
      'are those after the last one of the good release',
      ['a@1.40.0', 'b@1.41.0', 'c@1.42.0', 'd@1.42.0'],
      undefined,
      { kind: 'migrations', versions: ['d', 'c'] },
    ],
    [
      'are those of the bad release where it came right after',
      ['a@1.39.0', 'c@1.42.0'],
      '1.41.0',
      { kind: 'migrations', versions: ['c'] },
    ],
    [
      'are none where none of the bad release is applied',
      ['a@1.40.0', 'b@1.41.0'],
      undefined,
      { kind: 'nothing', reason: 'no migration of 1.42.0 is applied' },
    ],
    ['are none of an empty table', [], undefined, { kind: 'nothing', reason: 'no migration of 1.42.0 is applied' }],
    ['are unclear where nothing says what came before', ['a@1.39.0', 'c@1.42.0'], undefined, unclear(/does not say/)],
    [
      'are unclear where another release lies between',
      ['b@1.41.0', 'x@1.41.1', 'c@1.42.0'],
      undefined,
      unclear(/migration x of 1\.41\.1/),
    ],
    [
      'are unclear where a newer release was migrated',
      ['b@1.41.0', 'c@1.42.0', 'd@1.43.0'],
      undefined,
      unclear(/migration d of 1\.43\.0/),
    ],
    [
      'are unclear where the good release was migrated after the bad one',
      ['c@1.42.0', 'b@1.41.0', 'd@1.42.0'],
      undefined,
      unclear(/came after/),
    ],
    [
      'are unclear where one names another folder',
      ['b@1.41.0', '../../etc/x@1.42.0'],
      undefined,
      unclear(/names no file/),
    ],
    [
      'are unclear where one is hostile',
      ['b@1.41.0', "'; DROP TABLE a; --@1.42.0"],
      undefined,
      unclear(/names no file/),
    ],
  ])('%s', (_, applied, previous, expected) => {
    const between: Between = migrationsBetween(rows(...applied), { ...BAD, previous }, '1.41.0');
    expect(between).toEqual(expected);
  });

  it('are unclear where their order is', () => {
    const same = rows('b@1.41.0', 'c@1.42.0', 'd@1.42.0').map((row) => ({ ...row, position: '7' }));
    expect(migrationsBetween(same, BAD, '1.41.0')).toEqual(unclear(/same place/));
  });
});
