/** A query that cannot be answered, with what Loki would call its error, and the status that Loki answers with. */
export class QueryError extends Error {
  constructor(
    message: string,
    readonly status: 400 | 500 = 400,
  ) {
    super(message);
  }
}

/** A query that a real Loki answers and this stand-in does not. */
export class Unsupported extends QueryError {
  constructor(what: string) {
    super(`this stand-in for Loki does not support ${what}; start the demo with a real Loki: LOKI_BIN=/path/to/loki`);
  }
}
