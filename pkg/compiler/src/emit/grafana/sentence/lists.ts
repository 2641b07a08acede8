import { goString } from './goText.ts';
import { written } from './numberText.ts';
import { inSentence } from '@release-risk/model/title';
import { byWeight, type Subject } from './subjects.ts';

/**
 * The missing ones of `subjects`, as `explain()` lists them: two by name, reasons in brackets, one pair of brackets
 * where all share a reason, then how many more. Go's templates cannot add, so a string grows by one letter for each.
 */
export function listMissing(subjects: readonly Subject[], verb: '' | ' missing'): string {
  // First name and reason in $t and $v, second in $u and $w; $s while all reasons are the same.
  const find = byWeight(subjects).map(({ signal, missing }) => {
    const name = goString(inSentence(signal));
    return (
      `{{if ${missing}}}{{if not $n}}{{$t = ${name}}}{{$v = ${missing}}}{{else if not $u}}{{$u = ${name}}}{{$w = ${missing}}}{{end}}` +
      `{{if ne ${missing} $v}}{{$s = false}}{{end}}{{$n = print $n "x"}}{{end}}`
    );
  });
  const own = (reason: string) => `{{if not $s}}${verb} (${written(reason)}){{end}}`;
  return (
    `{{$n := ""}}{{$t := ""}}{{$u := ""}}{{$v := ""}}{{$w := ""}}{{$s := true}}${find.join('')}` +
    `{{$t}}${own('$v')}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}${own('$w')}{{end}}` +
    `${andMore('$n', ' and ')}{{if $s}}${verb} (${written('$v')}){{end}}`
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
