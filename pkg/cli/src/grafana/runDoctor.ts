import type { Check } from '@release-risk/apply/check';
import { costChecks } from '@release-risk/apply/costChecks';
import { historyChecks } from '@release-risk/apply/historyChecks';
import { modelChecks } from '@release-risk/apply/modelChecks';
import { preflight } from '@release-risk/apply/preflight';
import type { GlobalOptions } from '../commandContext.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { jsonText } from '../report/jsonText.ts';
import { styleFor } from '../terminal/style.ts';
import { withFlagHints } from './checkHints.ts';
import { checksText } from './checksText.ts';
import { objectsOf } from './objects.ts';
import type { ObjectOptions } from './options.ts';
import { telling } from './told.ts';

/** Examines models and the Grafana they are for. Ends 1 when something must be mended; warnings do not count. */
export async function runDoctor(
  io: Io,
  globals: GlobalOptions,
  files: readonly string[],
  options: ObjectOptions,
): Promise<ExitCode> {
  const reports: { readonly model: string; readonly checks: readonly Check[] }[] = [];
  for (const file of files) {
    const { model } = await loadModel(file);
    const own = [...modelChecks(model, io.clock.now()), ...costChecks(model)];
    const there =
      options.grafana === undefined
        ? []
        : await telling(async () => {
            const objects = await objectsOf(io, model, options);
            const at = Math.floor(io.clock.now() / 1000);
            const checks = await preflight(objects, at, io.interrupted);
            return [...checks, ...(await historyChecks(objects, at, io.interrupted))];
          });
    reports.push({ model: model.name, checks: withFlagHints([...own, ...there]) });
  }
  const failed = reports.flatMap(({ checks }) => checks).filter(({ level }) => level === 'fail').length;
  if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, { healthy: failed === 0, models: reports }));
  else {
    const style = styleFor(io, io.stdout, globals);
    for (const { model, checks } of reports) io.stdout.write(`${style.bold(model)}\n${checksText(style, checks)}\n`);
    io.stdout.write(failed === 0 ? 'Healthy.\n' : `${String(failed)} to mend.\n`);
  }
  return failed === 0 ? EXIT.ok : EXIT.no;
}
