/** The request certainly never left: no connection was made. `cause` says why. */
export class NotSent extends Error {
  readonly code = 'NOT_SENT';

  constructor(cause: unknown) {
    super('Nothing was sent', { cause });
    this.name = 'NotSent';
  }
}

/** No complete answer came in time; whether the request was carried out is not known. */
export class EgressTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(readonly seconds: number) {
    super(`No complete answer within ${String(seconds)} s`);
    this.name = 'EgressTimeout';
  }
}
