import { isPlainLabelName } from '../queryText/matcher.ts';

/** Words which Loki's scanner never reads as a name, wherever they stand and however they are cased. */
const RESERVED: ReadonlySet<string> = new Set([
  ...[
    'and',
    'bool',
    'by',
    'decolorize',
    'drop',
    'group_left',
    'group_right',
    'ignoring',
    'json',
    'keep',
    'label_format',
  ],
  ...[
    'label_replace',
    'line_format',
    'logfmt',
    'offset',
    'on',
    'or',
    'pattern',
    'regexp',
    'unless',
    'unpack',
    'unwrap',
  ],
  ...['without'],
]);

/** Whether a label of that name can be written in LogQL. */
export function isLokiLabelName(name: string): boolean {
  return isPlainLabelName(name) && !RESERVED.has(name.toLowerCase());
}
