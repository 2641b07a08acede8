/** Which places of a list are open, after something was put in at `at`. */
export function afterInsertion(open: ReadonlySet<number>, at: number): ReadonlySet<number> {
  return new Set([...open].map((one) => (one >= at ? one + 1 : one)));
}

export function afterRemoval(open: ReadonlySet<number>, at: number): ReadonlySet<number> {
  return new Set([...open].filter((one) => one !== at).map((one) => (one > at ? one - 1 : one)));
}

/** After neighbours changed places. */
export function afterMove(open: ReadonlySet<number>, from: number, to: number): ReadonlySet<number> {
  return new Set([...open].map((one) => (one === from ? to : one === to ? from : one)));
}
