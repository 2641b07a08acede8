import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;
const EXECUTABLE = 0o111;

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}

/**
 * Why somebody else than root or the gateway's own user could have changed what stands at this path, or why it cannot
 * be run; undefined where it can be trusted. Links are refused: what they lead to is named instead.
 */
export function distrustOf(path: string, user: number): string | undefined {
  try {
    const real = realpathSync(path);
    if (real !== path) return `${path} leads to ${real}: name that`;
    const owners = [0, user];
    for (const folder of foldersAbove(path)) {
      const { uid, mode } = lstatSync(folder);
      if (!owners.includes(uid)) return `${folder} belongs to another user`;
      if ((mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0) return `others may write to ${folder}`;
    }
    const file = lstatSync(path);
    if (!file.isFile()) return `${path} is no file`;
    if (!owners.includes(file.uid)) return `${path} belongs to another user`;
    if ((file.mode & WRITABLE_BY_OTHERS) !== 0) return `others may write to ${path}`;
    if ((file.mode & EXECUTABLE) === 0) return `${path} is not executable`;
    return undefined;
  } catch (error) {
    return `${path} cannot be looked at: ${error instanceof Error ? error.message : String(error)}`;
  }
}
