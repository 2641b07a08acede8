import { describe, expect, it } from 'vitest';
import { runTemplate } from './goTemplate.ts';

const DATA = { labels: { service: 'bot' }, values: { R: 1.5, BIG: 123_456 } };

describe('The oracle of Go templates', () => {
  it.each([
    ['text', 'text'],
    ['{{printf "%.2f" $values.R.Value}}', '1.50'],
    ['{{printf "%.3g" $values.BIG.Value}}', '1.23e+05'],
    ['{{if gt $values.R.Value 1.0}}a{{else if gt $values.R.Value 0.5}}b{{else}}c{{end}}', 'a'],
    ['{{if $values.NONE}}a{{else}}b{{end}}', 'b'],
    ['{{$labels.service}} {{$labels.version}}', 'bot [no value]'],
    ['{{with $labels.version}} {{.}}{{end}}', ''],
    ['{{$n := ""}}{{if true}}{{$n = print $n "x"}}{{end}}{{len $n}}', '1'],
    ['{{define "a"}}<{{.}}>{{end}}{{template "a" (print "x" "y")}}', '<xy>'],
    ['{{"a {{b}} \\"c\\""}}', 'a {{b}} "c"'],
    ['{{"12" | reReplaceAll `(\\d)(\\d)` `${2}${1}`}}', '21'],
    ['{{len (slice "abc" 2)}}{{not ""}}{{or "" "x"}}{{and "x" ""}}', '1truex'],
    ['{{urlquery "a/b c@d"}}', 'a%2Fb+c%40d'],
  ])('runs %s', (template, expected) => {
    expect(runTemplate(template, DATA)).toBe(expected);
  });

  it.each([
    ['a float compared with a whole number', '{{if gt $values.R.Value 1}}a{{end}}'],
    ['a comparison with nothing', '{{if gt $values.NONE.Value 1.0}}a{{end}}'],
    ['an unknown variable', '{{$x}}'],
    ['an assignment to an unknown variable', '{{$x = 1}}'],
    ['an unknown function', '{{humanize 1.0}}'],
    ['an unknown template', '{{template "a" .}}'],
    ['a template defined inside a condition', '{{if true}}{{define "a"}}{{end}}{{end}}'],
    ['a condition that never ends', '{{if true}}a'],
    ['an end without a beginning', 'a{{end}}'],
    ['an open action', '{{if true'],
    ['a variable of the outside inside a template', '{{define "a"}}{{$labels.service}}{{end}}{{template "a" .}}'],
    ['a text in a number format', '{{printf "%.2f" "1"}}'],
    ['too many operands', '{{printf "%.2f" 1.0 2.0}}'],
  ])('refuses %s, as Go does', (_, template) => {
    expect(() => runTemplate(template, DATA)).toThrow();
  });
});
