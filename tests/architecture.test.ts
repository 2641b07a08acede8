import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * What each house may import of the others (docs/structure.md). Nothing imports src, cli, gateway or demo: a relative
 * import never leaves its house, and these have no row that names them.
 * A house that is not built yet has no folder and is not checked.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  contract: [],
  language: ['model'],
  compiler: ['model', 'language'],
  backtest: ['model'],
  query: ['model', 'language', 'compiler', 'contract'],
  grafana: ['model', 'language', 'compiler', 'contract'],
  apply: ['model', 'language', 'compiler', 'contract', 'query', 'grafana'],
  propose: ['model', 'language', 'compiler', 'contract', 'query'],
  cli: ['model', 'language', 'compiler', 'query', 'grafana', 'apply', 'propose', 'backtest', 'contract'],
  gateway: ['model', 'language', 'compiler', 'query', 'grafana', 'apply', 'contract'],
};

/** What the plugin in src/ may not import. It may import every house that can run in a browser. */
const NOT_IN_A_BROWSER = ['cli', 'gateway', 'demo'];

/**
 * What the folders of pkg/gateway/src may import of each other: whole folders (`egress/`), or single files. Files right
 * in src (errors, the gateway as an actor) are for everybody. Only `run/` knows everything, and nobody knows it but the
 * program.
 */
const IN_THE_GATEWAY: Readonly<Record<string, readonly string[]>> = {
  egress: [],
  auth: [],
  metrics: ['store/store.ts'],
  store: ['flow/rollbackRecord.ts'],
  intake: ['http/operations.ts'],
  assess: ['flow/rollbackRecord.ts'],
  adapters: ['config/secret.ts', 'egress/', 'flow/rollbackRecord.ts'],
  notify: ['config/duration.ts', 'config/secret.ts', 'egress/', 'flow/rollbackRecord.ts', 'store/store.ts'],
  flow: ['adapters/adapter.ts', 'http/operations.ts', 'intake/', 'notify/notifier.ts', 'store/store.ts'],
  report: ['notify/'],
  http: ['auth/', 'intake/', 'metrics/', 'notify/slackAction.ts', 'store/store.ts'],
  config: ['adapters/openAdapter.ts', 'auth/tokens.ts', 'egress/egressSchema.ts', 'notify/'],
};

/** What src/risk is shown by. It is handed a host and knows none of them. */
const SHOWS_RISK = ['panel', 'app', 'pages', 'config', 'runtime'];

/** Houses without I/O: no Node built-in, no clock, no randomness, no DOM. Tests and test servers are left out. */
const PURE = ['model', 'contract', 'language', 'compiler', 'query', 'grafana', 'apply', 'propose', 'backtest'];

const VAGUE_NAMES = /(^|\/)(utils?|helpers?|common|misc|shared)(\.ts|\/)/;

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

function sources(folder: string): SourceFile[] {
  const found: SourceFile[] = [];
  const visit = (at: string) => {
    for (const name of readdirSync(at)) {
      if (name === 'node_modules' || name.startsWith('dist')) continue;
      const path = join(at, name);
      if (statSync(path).isDirectory()) visit(path);
      else if (/\.(ts|tsx|mts)$/.test(name))
        found.push({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') });
    }
  };
  visit(join(ROOT, folder));
  return found;
}

function importsOf(file: SourceFile): string[] {
  const text = withoutComments(file.text);
  const statements =
    /(?:^|\n)\s*(?:import|export)[^'"\n;]*?(?:\{[^}]*\})?[^'"\n;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(statements)].map((match) => match[1] ?? match[2] ?? '');
}

interface Import {
  /** Of the file that imports. */
  readonly path: string;
  readonly target: string;
  /** Where a relative import leads, as a path from the root; undefined for a package. */
  readonly at: string | undefined;
}

/** Everything that the product's files below a folder import. */
function importsIn(folder: string): Import[] {
  return sources(folder)
    .filter(isProduct)
    .flatMap((file) =>
      importsOf(file).map((target) => ({
        path: file.path,
        target,
        at: target.startsWith('.') ? join(file.path, '..', target) : undefined,
      })),
    );
}

const told = ({ path, target }: Import) => `${path} imports ${target}`;

const houses = readdirSync(join(ROOT, 'pkg'));
const isProduct = ({ path }: SourceFile) => !/\.test\.tsx?$|\/testing\//.test(path);

describe('Architecture', () => {
  it('knows every house', () => {
    expect(houses.filter((house) => !(house in MAY_IMPORT))).toEqual([]);
  });

  it.each(houses)('lets pkg/%s import only what stands below it', (house) => {
    const allowed = new Set([house, ...(MAY_IMPORT[house] ?? [])]);
    const wrong = sources(`pkg/${house}`)
      .filter(isProduct)
      .flatMap((file) =>
        importsOf(file)
          .map((target) => /^@release-risk\/([^/]+)/.exec(target)?.[1])
          .filter((target): target is string => target !== undefined && !allowed.has(target))
          .map((target) => `${file.path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(houses)('lets no relative import leave pkg/%s', (house) => {
    const wrong = sources(`pkg/${house}/src`).flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .filter((target) => relative(join(ROOT, 'pkg', house), join(ROOT, file.path, '..', target)).startsWith('..'))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(houses.filter((house) => PURE.includes(house)))('keeps pkg/%s free of I/O, clock and randomness', (house) => {
    const impure = /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|\bprocess\.\w|\bsetTimeout\(/;
    // The host's own fetch, timers and clock enter through these two doors and are handed in as arguments.
    const doors = new Set(['pkg/query/src/fetchTransport.ts', 'pkg/query/src/hostClock.ts']);
    const wrong = sources(`pkg/${house}/src`)
      .filter(isProduct)
      .filter(({ path }) => !doors.has(path))
      .filter(
        (file) =>
          impure.test(withoutComments(file.text)) || importsOf(file).some((target) => target.startsWith('node:')),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('lets src/ import nothing of the command line, the gateway and the demo', () => {
    const wrong = importsIn('src').filter(
      ({ target, at }) =>
        NOT_IN_A_BROWSER.includes(/^@release-risk\/([^/]+)/.exec(target)?.[1] ?? '') ||
        // The text of an example is data.
        (at?.startsWith('src/') === false && !target.endsWith('?raw')),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('lets only src/runtime talk to the Grafana around the plugin', () => {
    const wrong = importsIn('src').filter(
      ({ path, target }) => /^@grafana\/runtime(\/|$)/.test(target) && !path.startsWith('src/runtime/'),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('lets src/risk know nothing of what shows it', () => {
    const wrong = importsIn('src/risk').filter(({ at }) =>
      SHOWS_RISK.some((folder) => at?.startsWith(`src/${folder}/`) === true),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('keeps what the gateway decides apart from what carries it out', () => {
    const root = 'pkg/gateway/src/';
    const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined);
    const inside = importsIn('pkg/gateway/src').flatMap(({ path, target, at }) =>
      at?.startsWith(root) === true ? [{ from: path.slice(root.length), to: at.slice(root.length), path, target }] : [],
    );
    const folders = new Set(inside.flatMap(({ from, to }) => [folderOf(from), folderOf(to)]));
    expect([...folders].filter((one) => one !== undefined && one !== 'run' && !(one in IN_THE_GATEWAY))).toEqual([]);
    const wrong = inside.filter(({ from, to }) => {
      const [house, other] = [folderOf(from), folderOf(to)];
      if (house === 'run' || house === other || other === undefined) return false;
      // Of the files right in src only the program is anything but a word that everybody knows.
      if (house === undefined) return from !== 'release-risk-gateway.ts';
      return !(IN_THE_GATEWAY[house] ?? []).some((may) => (may.endsWith('/') ? to.startsWith(may) : to === may));
    });
    expect(wrong.map(({ path, target }) => `${path} imports ${target}`)).toEqual([]);
    const used = new Set(inside.map(({ from, to }) => `${String(folderOf(from))} ${to}`));
    const idle = Object.entries(IN_THE_GATEWAY).flatMap(([house, allowed]) =>
      allowed
        .filter((may) => ![...used].some((one) => one.startsWith(`${house} ${may}`)))
        .map((may) => `${house} no longer imports ${may}`),
    );
    expect(idle).toEqual([]);
  });

  it('has no circular imports', () => {
    const files = houses.flatMap((house) => sources(`pkg/${house}/src`)).filter(isProduct);
    const graph = new Map(
      files.map((file) => [
        file.path,
        importsOf(file)
          .filter((target) => target.startsWith('.'))
          .map((target) => relative(ROOT, join(ROOT, file.path, '..', target))),
      ]),
    );
    expect(cycles(graph)).toEqual([]);
  });

  it('names no file for what it is not about', () => {
    const vague = ['pkg', 'demo', 'tests', 'scripts']
      .flatMap(sources)
      .map(({ path }) => path)
      .filter((path) => VAGUE_NAMES.test(path));
    expect(vague).toEqual([]);
  });

  it('has no file that only re-exports what is ours', () => {
    const barrels = houses
      .flatMap((house) => sources(`pkg/${house}/src`))
      .filter(({ text }) => withoutComments(text).trim() !== '')
      .filter(({ text }) =>
        withoutComments(text)
          .split(';')
          .every((part) =>
            /^\s*(export\s+(type\s+)?(\*|\{[^}]*\})\s*from\s*['"](\.|@release-risk).*)?\s*$/s.test(part),
          ),
      )
      .map(({ path }) => path);
    expect(barrels).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (node: string, trail: readonly string[]) => {
    const at = trail.indexOf(node);
    if (at >= 0) {
      found.push([...trail.slice(at), node].join(' -> '));
      return;
    }
    if (done.has(node)) return;
    done.add(node);
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}
