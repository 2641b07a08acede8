/** One reason why own queries make no model yet, with the place where it can be mended. */
export interface OwnFinding {
  /** The target it is about; undefined: the panel as a whole. */
  readonly refId: string | undefined;
  /** The member of the signal's settings, such as `limit.sigmas`; of the document where there is no target. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

/** The finding as one line. */
export function findingLine({ refId, message, hint }: OwnFinding): string {
  return `${refId === undefined ? '' : `${refId}: `}${message}${hint === '' ? '' : `. ${hint}`}`;
}
