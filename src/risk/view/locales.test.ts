import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Where the texts of the panel are: its view, what can be done in it, and its option editors with their fields. */
const FOLDERS = ['src/risk/view', 'src/risk/edit', 'src/risk/act', 'src/panel/options/editors'];

interface Said {
  readonly key: string;
  readonly text: string;
  /** English for one; undefined where nothing is counted. */
  readonly one: string | undefined;
}

/** Every `t(key, text, ..)` of the sources. */
function saidInSources(): readonly Said[] {
  return FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .flatMap((name) => {
      const source = ts.createSourceFile(name, readFileSync(name, 'utf8'), ts.ScriptTarget.Latest, true);
      const said: Said[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && node.expression.getText() === 't') said.push(saidBy(node));
        ts.forEachChild(node, visit);
      };
      visit(source);
      return said;
    });
}

function saidBy({ arguments: [key, text, values] }: ts.CallExpression): Said {
  if (!key || !text || !ts.isStringLiteralLike(key) || !ts.isStringLiteralLike(text)) {
    throw new Error(`not a text: ${key?.getText() ?? ''}`);
  }
  const one =
    values && ts.isObjectLiteralExpression(values)
      ? values.properties.find((property) => property.name?.getText() === 'defaultValue_one')
      : undefined;
  const singular = one && ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer);
  return { key: key.text, text: text.text, one: singular ? one.initializer.text : undefined };
}

function locale(language: string): ReadonlyMap<string, string> {
  const file = join(process.cwd(), `src/panel/locales/${language}/releaserisk-panel.json`);
  const flat = new Map<string, string>();
  const visit = (node: unknown, path: string): void => {
    if (typeof node === 'string') flat.set(path, node);
    else for (const [key, value] of Object.entries(node ?? {})) visit(value, path === '' ? key : `${path}.${key}`);
  };
  visit(JSON.parse(readFileSync(file, 'utf8')), '');
  return flat;
}

const SAID = saidInSources();
const ENGLISH = locale('en-US');
const RUSSIAN = locale('ru-RU');

function expectedKeys(forms: readonly string[]): string[] {
  const keys = SAID.flatMap(({ key, one }) => (one === undefined ? [key] : forms.map((form) => `${key}_${form}`)));
  return [...new Set(keys)].sort();
}

function variables(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

describe('The texts of the panel', () => {
  it('begin with the name of the panel', () => {
    expect(SAID.map(({ key }) => key).filter((key) => !key.startsWith('panel.'))).toEqual([]);
    expect(SAID.length).toBeGreaterThan(100);
  });

  it('are in English what the sources say, no more and no less', () => {
    expect([...ENGLISH.keys()].sort()).toEqual(expectedKeys(['one', 'other']));
    for (const { key, text, one } of SAID) {
      expect([key, ENGLISH.get(one === undefined ? key : `${key}_other`)]).toEqual([key, text]);
      if (one !== undefined) expect([key, ENGLISH.get(`${key}_one`)]).toEqual([key, one]);
    }
  });

  it('are all in Russian, with every plural form the language has', () => {
    expect([...RUSSIAN.keys()].sort()).toEqual(expectedKeys(['few', 'many', 'one', 'other']));
  });

  it('name the same values in Russian', () => {
    for (const [key, text] of RUSSIAN) {
      const english = ENGLISH.get(key) ?? ENGLISH.get(key.replace(/_(few|many)$/, '_other')) ?? '';
      expect([key, variables(text)]).toEqual([key, variables(english)]);
    }
  });
});
