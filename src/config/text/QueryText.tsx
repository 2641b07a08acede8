import { t } from '@grafana/i18n';
import { parseQuery } from '@release-risk/language/queryText/parseQuery';
import type { QueryProblem } from '@release-risk/language/queryText/problem';
import type { DatasourceType } from '@release-risk/model/model';
import React, { useDeferredValue, useMemo } from 'react';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { paintQuery } from './paint.ts';
import { PaintedText } from './PaintedText.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What the reader of documents says, where that is about more than the query by itself. */
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Undefined: a language that is not known yet is not checked. */
  readonly type: DatasourceType | undefined;
}

/** PromQL or LogQL in colours; what does not parse is underlined where it stands, and said with line and column. */
export function QueryText({ label, hint, error, value, onChange, type }: Props): React.JSX.Element {
  const said = useDeferredValue(value);
  const problems = useMemo(() => problemsOf(type, said), [type, said]);
  const marks = useMemo(
    () => (said === value ? problems.map((one) => markOf(one, value)) : undefined),
    [problems, said, value],
  );
  const [first] = problems;
  const text = first === undefined ? error : `${placeText(said, first.from)} ${error ?? first.message}`;
  return (
    <FieldFrame label={label} hint={hint} error={text}>
      {(binding) => (
        <PaintedText
          {...binding}
          value={value}
          onChange={onChange}
          paint={paintQuery}
          {...(marks === undefined ? {} : { marks })}
          isInvalid={text !== undefined}
          rows={2}
        />
      )}
    </FieldFrame>
  );
}

function problemsOf(type: DatasourceType | undefined, text: string): readonly QueryProblem[] {
  if (type === undefined || text.trim() === '') return [];
  const parsed = parseQuery(type, text);
  return parsed.ok ? [] : parsed.problems;
}

/** Something to underline, also where the problem is that nothing stands there. */
function markOf({ from, to }: QueryProblem, text: string): { readonly from: number; readonly to: number } {
  if (to > from) return { from, to };
  return from >= text.length ? { from: Math.max(0, text.length - 1), to: text.length } : { from, to: from + 1 };
}

function placeText(text: string, from: number): string {
  const before = text.slice(0, from).split('\n');
  return t('app.config.query.place', 'Line {{line}}, column {{column}}:', {
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
  });
}
