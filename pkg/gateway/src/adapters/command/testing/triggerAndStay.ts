// A gateway that triggers one command and waits: to be killed in the middle.
import { hostClock } from '@release-risk/query/hostClock';
import { commandAdapter } from '../commandAdapter.ts';
import { commandSettingsSchema } from '../settings.ts';
import type { Intent } from '../../adapter.ts';

const [command = '', stateDirectory = '', intent = ''] = process.argv.slice(2);
const adapter = commandAdapter(commandSettingsSchema.parse({ kind: 'command', command }), {
  allowedCommands: [command],
  stateDirectory,
  environment: {},
  readSecret: () => '',
  clock: hostClock({ now: () => Date.now(), setTimeout, clearTimeout }),
  newId: () => 'never-used',
  user: process.getuid?.() ?? 0,
  step: 'code',
});
await adapter.trigger(JSON.parse(intent) as Intent, new AbortController().signal);
