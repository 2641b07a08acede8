import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { alone, modified, ROOT } from './builtPlugin.ts';
import { findChromium } from './chromium.ts';

const run = promisify(execFile);

/** A Grafana to be stood in for. */
export interface HostKind {
  readonly name: string;
  /** Short, for folders. */
  readonly id: string;
  /** Every size and theme, and axe; else that everything loads and works. */
  readonly thorough: boolean;
  /** Folder whose `node_modules` holds its packages, installed now where they are not; rejects where that fails. */
  packages(): Promise<string>;
}

const REACT_19 = join(ROOT, 'tests/host/react19');

/** The Grafanas that the plugin is for. */
export const HOSTS: readonly HostKind[] = [
  { name: 'Grafana 13.1 with React 18', id: 'react18', thorough: true, packages: () => Promise.resolve(ROOT) },
  {
    name: 'Grafana 13.2 with React 19',
    id: 'react19',
    thorough: false,
    packages: async () => {
      await alone('react19', async () => {
        const installed = modified(join(REACT_19, 'node_modules/.package-lock.json'));
        if (installed >= modified(join(REACT_19, 'package-lock.json'))) return;
        await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: REACT_19 });
      });
      return REACT_19;
    },
  },
];

export interface HostHere {
  readonly kind: HostKind;
  /** Why it cannot be tested on this machine; undefined where it can. */
  readonly missing: string | undefined;
}

/** A host by its id, with what it needs brought here first where that can be done. */
export async function hostHere(id: string): Promise<HostHere> {
  const kind = HOSTS.find((one) => one.id === id);
  if (kind === undefined) throw new Error(`There is no host "${id}"`);
  const missing = (await findChromium()) === undefined ? 'no chromium on PATH' : await whyNot(kind);
  return { kind, missing };
}

/** `the panel in Grafana ...`, or that it is skipped and why. */
export function titled(what: string, { kind: { name }, missing }: HostHere): string {
  return missing === undefined ? `${what} in ${name}` : `${what} in ${name} (skipped: ${missing})`;
}

async function whyNot(kind: HostKind): Promise<string | undefined> {
  try {
    await kind.packages();
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `its packages could not be installed: ${words.slice(0, 200)}`;
  }
}
