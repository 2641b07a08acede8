import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own with real scripts and the state of their runs. */
export interface ScriptFolder {
  readonly path: string;
  readonly state: string;
  /** Writes an executable script for /bin/sh and names it. */
  script(body: string, mode?: number): string;
  /** Lines of a file that scripts write to; none where it is not there. */
  lines(name: string): string[];
  /** Throws while there is no such file. */
  needs(file: string): void;
  remove(): void;
}

export function scriptFolder(): ScriptFolder {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'release-risk-command-'));
  let count = 0;
  return {
    path,
    state: join(path, 'state'),
    script(body, mode = 0o700) {
      count += 1;
      const file = join(path, `script-${String(count)}.sh`);
      writeFileSync(file, `#!/bin/sh\ncd ${path}\n${body}\n`, { mode });
      return file;
    },
    lines(name) {
      const file = join(path, name);
      return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    },
    needs(file) {
      if (!existsSync(file)) throw new Error(`There is no ${file} yet.`);
    },
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}
