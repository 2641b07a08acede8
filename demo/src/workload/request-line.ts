/** One served request or one CRM call, as it stands in the logs; the same for live lines and for the generated past. */
export interface RequestLine {
  readonly ts: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly crm: boolean;
  readonly trace_id: string;
}

/** Builds the line; `seconds` is the duration, the level follows from the status. */
export function requestLine(
  atMs: number,
  call: { route: string; method: string; status: number; seconds: number; crm: boolean; traceId: string },
): RequestLine {
  return {
    ts: new Date(atMs).toISOString(),
    level: call.status >= 500 ? 'error' : call.status >= 400 ? 'warn' : 'info',
    route: call.route,
    method: call.method,
    status: call.status,
    duration_ms: Math.round(call.seconds * 1000),
    crm: call.crm,
    trace_id: call.traceId,
  };
}
