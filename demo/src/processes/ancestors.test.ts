import { describe, expect, it } from 'vitest';
import { launchers } from './ancestors.ts';

const tree = new Map([
  [50, { parent: 40, command: 'node --import tsx demo/src/start.ts' }],
  [40, { parent: 30, command: 'node node_modules/.bin/tsx demo/src/start.ts' }],
  [30, { parent: 20, command: 'sh -c tsx demo/src/start.ts' }],
  [20, { parent: 10, command: 'npm start' }],
  [10, { parent: 1, command: '-bash' }],
]);

describe('the processes that launched the demo', () => {
  it('are tsx, its shell and npm, but never the shell of the terminal', () => {
    expect(launchers(50, (pid) => tree.get(pid))).toEqual([40, 30, 20]);
  });

  it('are none when it was started directly', () => {
    expect(launchers(10, (pid) => tree.get(pid))).toEqual([]);
  });

  it('are none where nothing can be learnt', () => {
    expect(launchers(50, () => undefined)).toEqual([]);
  });
});
