import type { Matcher } from '../grouping.ts';
import type { LabelShape } from '../idea.ts';

const STATUS_LABELS = [
  'status',
  'code',
  'status_code',
  'http_response_status_code',
  'http_status_code',
  'response_code',
  'statusCode',
  'http_code',
  'status_class',
];
const STATUS_VALUE = /^[1-5](?:\d\d|xx)$/i;

const OUTCOME_LABELS = ['outcome', 'result', 'status', 'state', 'success'];
const FAILED_VALUE = /^(?:error|errors|err|failed|failure|fail|exception|server_error)$/i;

/** The matcher of failed events, told by the values a label really has: a `code` may as well hold "OK". */
export function failureMatcher(shape: LabelShape): Matcher | undefined {
  for (const label of STATUS_LABELS) {
    const values = [...(shape.get(label) ?? [])];
    if (values.some((value) => STATUS_VALUE.test(value))) return { label, op: '=~', value: '5..' };
  }
  for (const label of OUTCOME_LABELS) {
    const failed = [...(shape.get(label) ?? [])].filter((value) => FAILED_VALUE.test(value)).sort();
    if (failed.length > 0) return { label, op: '=~', value: failed.join('|') };
  }
  return undefined;
}
