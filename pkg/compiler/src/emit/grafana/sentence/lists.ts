import { literal } from './goText.ts';
import { written } from './numberText.ts';
import { inSentence } from './titles.ts';
import { byWeight, type Subject } from './subjects.ts';

/**
 * The missing ones of `subjects`, as `explain()` lists them: two by name, reasons in brackets, one pair of brackets
 * where all share a reason, then how many more. Go's templates cannot add, so a string grows by one letter for each.
 */
export function listMissing(subjects: readonly Subject[], verb: '' | ' missing'): string {
  const sorted = byWeight(subjects);
  const count = sorted
    .map(
      ({ missing }) =>
        `{{if ${missing}}}{{if and $n (ne ${missing} $r)}}{{$same = false}}{{end}}{{$r = ${missing}}}{{$n = print $n "x"}}{{end}}`,
    )
    .join('');
  const names = sorted
    .map(
      ({ signal, missing }) =>
        `{{if ${missing}}}{{if lt (len $p) 2}}{{if $p}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{end}}` +
        `${literal(inSentence(signal))}{{if not $same}}${verb} (${written(missing)}){{end}}{{end}}{{$p = print $p "x"}}{{end}}`,
    )
    .join('');
  return (
    `{{$n := ""}}{{$r := ""}}{{$same := true}}${count}{{$p := ""}}${names}${andMore('$n', ' and ')}` +
    `{{if $same}}${verb} (${written('$r')}){{end}}`
  );
}

/** How many there are beyond two; `counter` is a variable with a letter for each. */
export function andMore(counter: string, before: string): string {
  return `{{if gt (len ${counter}) 2}}${before}{{len (slice ${counter} 2)}} more{{end}}`;
}

/** "; not counted: .." where any of `subjects` is missing. */
export function tail(label: string, subjects: readonly Subject[]): string {
  return subjects.length === 0 ? '' : `{{if ${anyMissing(subjects)}}}; ${label}: ${listMissing(subjects, '')}{{end}}`;
}

/** A condition: at least one is missing. */
export function anyMissing(subjects: readonly Subject[]): string {
  return `or ${subjects.map(({ missing }) => missing).join(' ')}`;
}
