import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

/** What the account may do: scopes by action, such as `folders:read` -> `folders:uid:abc`. */
export type Permissions = ReadonlyMap<string, readonly string[]>;

const PERMISSIONS = z.record(z.string(), z.array(z.string()));

export async function readPermissions(client: GrafanaClient): Promise<Permissions> {
  const found = await client.read(
    { operation: 'readPermissions', path: '/api/access-control/user/permissions' },
    PERMISSIONS,
  );
  return new Map(Object.entries(found));
}

/**
 * Whether an action is allowed on a resource, such as `folders:uid:abc`. Without a resource, any scope will do. A scope
 * ends in a star or names the resource; the empty one is for actions that have none.
 */
export function allows(permissions: Permissions, action: string, resource?: string): boolean {
  const scopes = permissions.get(action);
  if (scopes === undefined) return false;
  if (resource === undefined) return true;
  return scopes.some(
    (scope) => scope === '' || scope === resource || (scope.endsWith('*') && resource.startsWith(scope.slice(0, -1))),
  );
}
