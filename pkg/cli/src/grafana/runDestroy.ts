import { planRemoval, removeState } from '@release-risk/grafana/state/destroy';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { jsonText } from '../report/jsonText.ts';
import { styleFor } from '../terminal/style.ts';
import { consent, type ConsentOptions } from './consent.ts';
import { openGrafana } from './openGrafana.ts';
import type { GrafanaOptions } from './options.ts';
import { previewText } from './preview.ts';
import { telling } from './told.ts';

/** Removes what applying a model made, and nothing else. */
export async function runDestroy(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: GrafanaOptions & ConsentOptions,
): Promise<ExitCode> {
  const { model } = await loadModel(file);
  return telling(async () => {
    const client = await openGrafana(io, options);
    const removal = await planRemoval(client, model.name);
    const style = styleFor(io, io.stderr, globals);
    if (removal.changes.length > 0) {
      if (!globals.quiet) io.stderr.write(previewText(style, removal.changes, false));
      if (!(await consent(io, 'Delete', removal.changes, options))) return EXIT.no;
    }
    const { writes, left } = await removeState(client, removal, (what) => {
      if (!globals.quiet) io.stderr.write(`${style.dim('deleting')} ${plain(what)}\n`);
    });
    if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, { model: model.name, deleted: writes, left }));
    else {
      const rest = left.length === 0 ? '' : ` Left, because others use it: ${left.map(plain).join(', ')}.`;
      io.stdout.write(
        `${plain(model.name)}: ${writes === 0 ? 'nothing was there' : `${String(writes)} deleted`}.${rest}\n`,
      );
    }
    return EXIT.ok;
  });
}
