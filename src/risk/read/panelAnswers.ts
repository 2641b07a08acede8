import { FieldType, type DataFrame, type DataQueryError, type Field, type PanelData } from '@grafana/data';
import type { PlanAnswer, PlanAnswers } from '@release-risk/query/planAnswers';
import type { Sample } from '@release-risk/query/source';

/**
 * What a panel's targets answered, by refId: of every column its last number. Null is no number; NaN and infinities
 * stay, and are judged as missing later.
 */
export function panelAnswers({ series, errors, error }: PanelData): PlanAnswers {
  const frames = new Map<string, DataFrame[]>();
  for (const frame of series) {
    const refId = frame.refId ?? '';
    const known = frames.get(refId);
    // Pushed, not copied: a query may answer ten thousand frames.
    if (known === undefined) frames.set(refId, [frame]);
    else known.push(frame);
  }
  const failed = new Map<string | undefined, DataQueryError>();
  for (const one of [...(errors ?? []), ...(error === undefined ? [] : [error])]) {
    if (!failed.has(one.refId)) failed.set(one.refId, one);
  }
  const whole = failed.get(undefined);
  return (refId) => {
    const fault = failed.get(refId);
    if (fault !== undefined) return { ok: false, reason: errorText(fault) };
    const own = frames.get(refId);
    if (own !== undefined) return { ok: true, samples: own.flatMap(samplesOf), notices: own.flatMap(noticesOf) };
    return whole === undefined ? undefined : ({ ok: false, reason: errorText(whole) } satisfies PlanAnswer);
  };
}

/** The words of a failed query: Grafana has them in one of several places. */
function errorText({ message, data, statusText, status }: DataQueryError): string {
  return (
    [data?.message, data?.error, message, statusText].find((text) => text !== undefined && text !== '') ??
    `status ${String(status ?? 'unknown')}`
  );
}

function samplesOf(frame: DataFrame): Sample[] {
  return frame.fields.flatMap((field) => {
    const value = field.type === FieldType.number ? lastNumber(field) : undefined;
    return value === undefined ? [] : [{ labels: field.labels ?? {}, value }];
  });
}

function lastNumber({ values }: Field): number | undefined {
  const value: unknown = values.at(-1);
  return typeof value === 'number' ? value : undefined;
}

function noticesOf({ meta }: DataFrame): string[] {
  return (meta?.notices ?? []).map(({ text }) => text);
}
