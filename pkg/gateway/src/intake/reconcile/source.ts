import type { Look } from './merge.ts';
import type { Position } from './position.ts';

/** Where alerts can be looked for without waiting to be told. */
export interface AlertSource {
  /** Under which its position is kept. */
  readonly name: string;
  /** Reads what happened since the position. Rejects where not even what fires now could be read. */
  look(before: Position | undefined): Promise<Look>;
}
