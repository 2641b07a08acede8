import type { HostDatasource } from '../../risk/host.ts';
import { datasourcesOf } from '../draft/datasources.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { boundBy } from '../../risk/read/boundBy.ts';

/** Which logical datasource of a document a query would be asked of. `isSame`: it is bound to the one it was found in. */
export interface Logical {
  readonly name: string;
  readonly isSame: boolean;
  /** What it is bound to. */
  readonly bound: HostDatasource | undefined;
}

/** The one that is bound to `found`, else the first of its type; undefined where the document has none of its type. */
export function logicalFor(
  document: ModelDocument,
  bindings: Readonly<Record<string, string>>,
  found: HostDatasource,
  datasources: readonly HostDatasource[],
): Logical | undefined {
  const fitting = datasourcesOf(document)
    .filter(({ type }) => type === found.type)
    .map(({ name }): Logical => {
      const bound = boundBy(name, found.type, bindings[name], datasources)?.datasource;
      return { name, isSame: bound?.uid === found.uid, bound };
    });
  return fitting.find(({ isSame }) => isSame) ?? fitting[0];
}
