import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';

const FOLDER = z.object({ uid: z.string(), title: z.string() });
/** Numbers of what a folder holds; the kinds are Grafana's. */
const COUNTS = z.record(z.string(), z.number());

export type Folder = z.output<typeof FOLDER>;

/**
 * A folder the account can see. To all but administrators Grafana answers 403 for one that does not exist, so one that
 * may not be read is the same as none; making it tells which.
 */
export async function findFolder(client: GrafanaClient, uid: string): Promise<Folder | undefined> {
  try {
    return await client.find(
      { operation: 'readFolder', subject: JSON.stringify(uid), path: `/api/folders/${encodeURIComponent(uid)}` },
      FOLDER,
    );
  } catch (error) {
    if (error instanceof GrafanaError && error.code === 'forbidden') return undefined;
    throw error;
  }
}

/** Makes a folder. One of that uid that appeared meanwhile is as good. */
export async function createFolder(client: GrafanaClient, folder: Folder): Promise<void> {
  const subject = JSON.stringify(folder.title);
  try {
    const request = { operation: 'createFolder', subject, path: '/api/folders', method: 'POST', body: folder } as const;
    await client.write({ ...request, repeatable: true }, ANYTHING);
  } catch (error) {
    if (!(error instanceof GrafanaError) || !['changed', 'conflict'].includes(error.code)) throw error;
    if ((await findFolder(client, folder.uid)) !== undefined) return;
    // It is there, and this account cannot see it.
    const permissions = [`folders:read on folders:uid:${folder.uid}`];
    throw new GrafanaError({ code: 'forbidden', permissions }, { ...error.context, operation: 'readFolder' });
  }
}

/** Deletes a folder that holds nothing; false where it holds something, true where it is gone. */
export async function deleteEmptyFolder(client: GrafanaClient, uid: string): Promise<boolean> {
  const path = `/api/folders/${encodeURIComponent(uid)}`;
  const subject = JSON.stringify(uid);
  if ((await findFolder(client, uid)) === undefined) return true;
  const counts = (await client.find({ operation: 'readFolder', subject, path: `${path}/counts` }, COUNTS)) ?? {};
  if (Object.values(counts).some((count) => count > 0)) return false;
  await client.write({ operation: 'deleteFolder', subject, path, method: 'DELETE', repeatable: false }, ANYTHING);
  return true;
}
