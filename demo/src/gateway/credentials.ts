import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secrets of one start of the demo, by what they are for. */
export interface Credentials {
  /** Contact points sign alerts with it. */
  readonly alerts: string;
  /** Of the plugin's routes in Grafana. */
  readonly proxy: string;
  /** The pipeline delivers deployments with it. */
  readonly pipelineToken: string;
  /** Decides as the person `operator`. */
  readonly personToken: string;
  /** Signs the calls of the pipeline and the messages to the team; as Standard Webhooks write it. */
  readonly webhooks: string;
}

/** Random ones: nobody knows them but the parts of this demo. */
export function makeCredentials(): Credentials {
  const text = () => randomBytes(32).toString('hex');
  return {
    alerts: text(),
    proxy: text(),
    pipelineToken: text(),
    personToken: text(),
    webhooks: `whsec_${randomBytes(32).toString('base64')}`,
  };
}

/** Writes secrets into files that only this user reads, and gives each file by its name. */
export async function writeSecrets<Name extends string>(
  folder: string,
  secrets: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, string>>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files: Record<string, string> = {};
  for (const [name, secret] of Object.entries<string>(secrets)) {
    const file = join(folder, name);
    await writeFile(file, secret, { mode: 0o600 });
    files[name] = file;
  }
  return files as Record<Name, string>;
}
