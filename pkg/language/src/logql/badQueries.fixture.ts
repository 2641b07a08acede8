import type { BadQuery } from '../queryText/corpus.ts';

/** Queries Loki refuses, with every problem found. */
export const BAD_LOGQL: readonly BadQuery[] = [
  { query: '1e999 + 1', problems: ['0-5 Loki cannot read the number 1e999 (write it in plain decimal)'] },
  { query: '', problems: ['0-0 the query is empty'] },
  { query: '{}', problems: ['1-2 unexpected } (expected a matcher such as service="api")'] },
  {
    query: '{a=~".*"}',
    problems: [
      '0-9 the selector must contain at least one matcher that does not match the empty string (give a label a value, such as service="api", or =~".+")',
    ],
  },
  {
    query: '{a!="x"}',
    problems: [
      '0-8 the selector must contain at least one matcher that does not match the empty string (give a label a value, such as service="api", or =~".+")',
    ],
  },
  { query: '{a="b",}', problems: ['7-8 unexpected } (expected a matcher such as service="api")'] },
  {
    query: '{a=b}',
    problems: ['3-4 unexpected b (expected a string in double quotes or backticks, such as service="api")'],
  },
  { query: "{a='b'}", problems: ["3-4 unexpected ' (expected a string in double quotes or backticks)"] },
  { query: '{a="b"', problems: ['0-1 "{" is never closed (add the missing "}")'] },
  {
    query: '{a.b="c"}',
    problems: ['2-4 unexpected .b (expected a string in double quotes or backticks, such as service="api")'],
  },
  { query: '{a:b="c"}', problems: ['1-4 Loki takes no ":" in a label name'] },
  { query: '{by="x"}', problems: ['1-3 Loki keeps the word by for itself; it can be no label name'] },
  { query: '{on="x"}', problems: ['1-3 unexpected on (expected a matcher such as service="api")'] },
  { query: '{"c"="d"}', problems: ['1-4 unexpected "c" (expected a matcher such as service="api")'] },
  { query: '{a="b",c=~"("}', problems: ['7-13 the regular expression is broken: a "(" is never closed'] },
  { query: '{a="\\q"}', problems: ['4-6 "\\\\q" is no escape the query language knows'] },
  { query: '{a="b"} |~ "("', problems: ['11-14 the regular expression is broken: a "(" is never closed'] },
  { query: '{a="b"} | x =~ "*"', problems: ['15-18 the regular expression is broken: "*" repeats nothing'] },
  {
    query: '{a="b"} | regexp "x"',
    problems: ['17-20 regexp needs a named capture (write one such as (?P<status>\\\\d+))'],
  },
  { query: '{a="b"} | pattern "x"', problems: ['18-21 pattern needs a capture (write one such as <status>)'] },
  { query: '{a="b"} | x == "5"', problems: ['15-18 unexpected "5"'] },
  {
    query: '{a="b"}[5m]',
    problems: ['7-8 unexpected [ (expected a pipeline such as |= "error", or the end of the query)'],
  },
  { query: '{a="b"} |', problems: ['9-9 the query ends too early (expected a parser, a filter or a format)'] },
  { query: 'rate({a="b"})', problems: ['12-13 unexpected ) (expected a range such as [5m])'] },
  { query: 'rate({a="b"}[5m]', problems: ['4-5 "(" is never closed (add the missing ")")'] },
  { query: 'rate({a="b"}[ 5m ])', problems: ['12-18 Loki takes no blanks in a range (write [5m])'] },
  { query: 'rate({a="b"}[1.5h])', problems: ['12-18 1.5h is no range Loki takes (write one such as [5m] or [1h30m])'] },
  { query: 'rate({a="b"}[0s])', problems: ['12-16 a range must be longer than 0 (write one such as [5m])'] },
  { query: 'rate({a="b"}[5m:1m])', problems: ['15-18 unexpected :1m (expected a duration such as 5m)'] },
  { query: 'rate({a="b"}[5m])[1h:5m]', problems: ['17-18 unexpected ['] },
  { query: 'rate({a="b"}[5m] offset x)', problems: ['24-25 unexpected x (expected a duration such as 1h)'] },
  { query: 'rat({a="b"}[5m])', problems: ['0-3 unknown function rat (did you mean rate?)'] },
  { query: 'foo({a="b"}[5m])', problems: ['0-3 unknown function foo'] },
  { query: 'time()', problems: ['0-4 unknown function time'] },
  { query: 'label_join(vector(1), "a", "b")', problems: ['0-10 unknown function label_join'] },
  { query: 'approx_topk(5, rate({a="b"}[5m]))', problems: ['0-11 approx_topk is not supported here (use topk)'] },
  {
    query: 'variants(rate({a="b"}[5m])) of ({a="b"}[5m])',
    problems: ['0-8 unknown function variants', '28-30 unknown function of'],
  },
  { query: 'sum({a="b"})', problems: ['11-12 unexpected ) (expected a metric query such as rate({...}[5m]))'] },
  {
    query: 'sum(1)',
    problems: ['4-5 sum() takes a metric query, this is a plain number (wrap the number in vector(...))'],
  },
  {
    query: 'label_replace(1, "a", "b", "c", "d")',
    problems: ['14-15 label_replace() takes a metric query, this is a plain number (wrap the number in vector(...))'],
  },
  {
    query: 'label_replace(vector(1), "a", "b", "c", "(")',
    problems: ['40-43 the regular expression is broken: a "(" is never closed'],
  },
  {
    query: 'vector(-1)',
    problems: ['7-8 unexpected - (expected a number without a sign: write 0 - vector(1) for a negative one)'],
  },
  { query: '-vector(1)', problems: ['1-7 unexpected vector (expected a number)'] },
  { query: '--1', problems: ['1-2 unexpected - (expected a number)'] },
  { query: 'vector(1) > -0', problems: ['12-14 Loki takes -0 for a duration (write 0)'] },
  { query: '0x1F', problems: ['0-4 Loki cannot read the number 0x1F (write it in plain decimal)'] },
  { query: '08', problems: ['0-2 Loki cannot read the number 08 (write it in plain decimal)'] },
  {
    query: '1 or 2',
    problems: [
      '0-1 "or" takes metric queries only (wrap the number in vector(...))',
      '5-6 "or" takes metric queries only (wrap the number in vector(...))',
    ],
  },
  {
    query: 'vector(1) unless 1',
    problems: ['17-18 "unless" takes metric queries only (wrap the number in vector(...))'],
  },
  {
    query: '{a="b"} + 1',
    problems: ['0-7 "+" takes metric queries and numbers, this is a log query (count it, such as rate({...}[5m]))'],
  },
  {
    query: 'rate({a="b"}[5m]) + ({c="d"})',
    problems: ['20-29 "+" takes metric queries and numbers, this is a log query (count it, such as rate({...}[5m]))'],
  },
  { query: 'topk(0, vector(1))', problems: ['0-18 topk() takes a whole count above 0, this is 0'] },
  { query: 'topk(1.5, vector(1))', problems: ['0-20 topk() takes a whole count above 0, this is 1.5'] },
  { query: 'topk(vector(1))', problems: ['0-15 topk() takes a count first (write topk(10, ...))'] },
  { query: 'sum(1, vector(1))', problems: ['0-17 sum() takes no number first (delete it)'] },
  { query: 'sort(vector(1)) by (x)', problems: ['0-22 sort() takes no by or without'] },
  {
    query: 'rate({a="b"}[5m]) by (x)',
    problems: ['0-24 rate() takes no by or without (group around it: sum by (...) (rate(...)))'],
  },
  { query: 'rate(2, {a="b"}[5m])', problems: ['0-20 rate() takes no number first (delete it)'] },
  {
    query: 'quantile_over_time({a="b"} | unwrap x [5m])',
    problems: ['0-43 quantile_over_time() takes a number first (write quantile_over_time(0.95, ...))'],
  },
  {
    query: 'sum_over_time({a="b"}[5m])',
    problems: ['0-26 sum_over_time() needs a number from each line (add | unwrap <label> to the pipeline)'],
  },
  {
    query: 'count_over_time({a="b"} | unwrap x [5m])',
    problems: ['0-40 count_over_time() counts lines and takes no unwrap (delete the unwrap)'],
  },
  { query: 'vector(1) + on(a,) vector(1)', problems: ['16-17 Loki takes no comma after the last label (delete it)'] },
  { query: 'sum by (a,) (vector(1))', problems: ['10-11 unexpected ) (expected a label name)'] },
  { query: '"x"', problems: ['0-3 unexpected "x"'] },
  {
    query: '{a="b"}\u00a0|= "x"',
    problems: ['7-8 U+00A0 is no blank to the server (replace it with an ordinary space)'],
  },
  { query: '{a="b\u0000"}', problems: ['5-6 a NUL character cannot stand in a query (delete it)'] },
  { query: 'rate({a="b"}[5m]) nonsense', problems: ['18-26 unexpected nonsense'] },
];
