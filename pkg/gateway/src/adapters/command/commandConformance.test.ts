import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostClock } from '@release-risk/query/hostClock';
import { vi } from 'vitest';
import { describeAdapter } from '../testing/describeAdapter.ts';
import { sampleRequest } from '../testing/sampleRequest.ts';
import { commandAdapter } from './commandAdapter.ts';
import { commandSettingsSchema } from './settings.ts';
import { scriptFolder } from './testing/scriptFolder.ts';

/** Runs until the test says how it ends. */
const SCRIPT = `echo "$RELEASE_RISK_CORRELATION_ID" >> runs
while [ ! -e "$RELEASE_RISK_CORRELATION_ID.end" ]; do sleep 0.02; done
[ "$(cat "$RELEASE_RISK_CORRELATION_ID.end")" = succeeded ]`;

describeAdapter(
  'A command',
  () => {
    const folder = scriptFolder();
    const command = folder.script(SCRIPT);
    const end = async (correlationId: string, how: string): Promise<void> => {
      const file = join(folder.path, `${correlationId}.end`);
      writeFileSync(`${file}.new`, how);
      renameSync(`${file}.new`, file);
      const ended = join(folder.state, `${correlationId}.1.ended.json`);
      await vi.waitFor(() => folder.needs(ended), { timeout: 8_000, interval: 10 });
    };
    const adapter = commandAdapter(commandSettingsSchema.parse({ kind: 'command', command }), {
      allowedCommands: [command],
      stateDirectory: folder.state,
      environment: {},
      readSecret: () => '',
      clock: hostClock({ now: () => Date.now(), setTimeout, clearTimeout }),
      newId: randomUUID,
      user: process.getuid?.() ?? 0,
      step: 'code',
      answerWithinMs: 400,
    });
    return Promise.resolve({
      adapter,
      request: sampleRequest(),
      executions: (correlationId) => folder.lines('runs').filter((line) => line === correlationId).length,
      end,
      close: async () => {
        // Nothing is left running.
        await Promise.all([...new Set(folder.lines('runs'))].map((id) => end(id, 'failed')));
        folder.remove();
      },
    });
  },
  { faults: [], plansByReading: false },
);
