import { readActual } from '@release-risk/grafana/state/actual';
import { writes } from '@release-risk/grafana/state/change';
import { diffState } from '@release-risk/grafana/state/diff';
import type { GlobalOptions } from '../commandContext.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { jsonText } from '../report/jsonText.ts';
import { styleFor } from '../terminal/style.ts';
import { objectsOf } from './objects.ts';
import type { ObjectOptions } from './options.ts';
import { countsText, previewText } from './preview.ts';
import { telling } from './told.ts';

/** Shows what applying would change; writes nothing. Ends 1 when there is a difference. */
export async function runDiff(io: Io, globals: GlobalOptions, file: string, options: ObjectOptions): Promise<ExitCode> {
  const { model } = await loadModel(file);
  return telling(async () => {
    const { client, desired } = await objectsOf(io, model, options);
    const actual = await readActual(client, model.name, desired);
    const changes = diffState(desired, actual, {
      lock: options.lock === true,
      rewriteSecrets: options.rewriteSecrets === true,
    });
    const text =
      globals.format === 'json'
        ? jsonText(io.stdout, { model: model.name, fingerprint: desired.plan.fingerprint, changes })
        : `${previewText(styleFor(io, io.stdout, globals), changes, true)}${countsText(changes)}\n`;
    io.stdout.write(text);
    return changes.some(writes) ? EXIT.no : EXIT.ok;
  });
}
