import { annotateDeployment } from '@release-risk/grafana/api/annotations';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { readRecord } from '../deployment/readRecord.ts';
import type { Io } from '../io.ts';
import { openGrafana } from './openGrafana.ts';
import type { GrafanaOptions } from './options.ts';
import { telling } from './told.ts';

/** Writes the deployment whose record stands in `file` as an annotation. Throws RR611; the record stays as it is. */
export async function annotate(io: Io, globals: GlobalOptions, options: GrafanaOptions, file: string): Promise<void> {
  const record = await readRecord(file);
  await telling(async () => {
    const client = await openGrafana(io, options);
    const done = await annotateDeployment(client, record, Object.keys(record.labels));
    if (!globals.quiet) io.stderr.write(`Annotation of ${plain(record.id)} ${done} in ${client.url}\n`);
  });
}
