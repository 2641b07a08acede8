/** One query with what Loki answers; run on the stand-in always and on a real Loki where there is one. */
export interface ConformanceCase {
  readonly query: string;
  /** Expected rows as `name=value,... -> number`, in any order; or the status of a refusal. */
  readonly rows: readonly string[] | 400 | 500;
  /** A refusal that only the stand-in makes. */
  readonly standInOnly?: true;
}

/** Lines of the fixed log set: stream labels, seconds after the set's start, text. */
export interface ConformanceLine {
  readonly labels: Readonly<Record<string, string>>;
  readonly second: number;
  readonly line: string;
}

const WEEK_S = 7 * 86_400;
const request = (status: number | string, more: object = {}) => JSON.stringify({ status, level: 'info', ...more });

/** The log set: two services, two kinds, and the same a week and two weeks before. */
export const CONFORMANCE_LINES: readonly ConformanceLine[] = [
  ...at({ service: 'a', kind: 'request' }, [
    [-2 * WEEK_S + 10, request(200)],
    [-2 * WEEK_S + 20, request(500)],
    [-WEEK_S + 10, request(200)],
    [-WEEK_S + 20, request(200)],
    [-WEEK_S + 30, request(200)],
    [-WEEK_S + 40, request(404)],
    [0, request(200, { crm: false, n: 'edge of the window' })],
    [10, request(200, { crm: false, duration_ms: 12.5 })],
    [20, request(404, { crm: false, duration_ms: 7 })],
    [30, request(500, { crm: true, duration_ms: 900, msg: 'CRM said \\"no\\"' })],
    [40, request(503, { crm: true, duration_ms: 1e3 })],
    [50, request('500', { crm: true, service: 'shadow' })],
    [55, '{"status":1.0,"big":12345678901234567890,"deep":{"er":{"x-y":"z"}},"list":[1,{"a":2}],"none":null,"e":""}'],
    [60, request(200, { crm: false, duration_ms: 1 })],
  ]),
  ...at({ service: 'b', kind: 'request' }, [
    [15, request(200)],
    [25, request(200)],
    [25, request(200)],
    [35, request(200, { u: 'snow \u2603', '9lives': 'cat', 'a.b': 'c' })],
  ]),
  ...at({ service: 'a', kind: 'app' }, [
    [12, 'not json at all'],
    [22, 'level=error msg="CRM timed out"'],
    [32, '{"status": 500, "cut'],
    [42, 'Error: x+y (z)'],
  ]),
  ...at({ service: 'c', kind: 'request' }, [[33, request('many')]]),
];

function at(labels: Record<string, string>, lines: readonly (readonly [number, string])[]): ConformanceLine[] {
  return lines.map(([second, line]) => ({ labels, second, line }));
}

/** `{...}` in a query stands for the matchers that keep the log set apart from all else in that Loki. */
const errors = 'count_over_time({kind="request",service=~"a|b"} | json | status >= 400 [1m])';
const all = 'count_over_time({kind="request",service=~"a|b"} | json | __error__="" [1m])';
const ratio = `sum by (service) (${errors}) / sum by (service) (${all})`;
const ratioAt = (offset: string) => ratio.replaceAll('[1m]', `[1m] offset ${offset}`);
const sentinel = (service: string) => `label_replace(vector(1e100),"service","${service}","","")`;

/** The table. Every query is asked for the end of the log set's first minute. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  // Windows: the start is not within, the end is.
  {
    query: 'sum by (service) (count_over_time({kind="request"}[1m]))',
    rows: ['service=a -> 7', 'service=b -> 3', 'service=c -> 1'],
  },
  { query: 'sum(count_over_time({kind="request"}[61s]))', rows: [' -> 12'] },
  { query: 'sum(count_over_time({kind="request"}[59s] offset 1s))', rows: [' -> 10'] },
  {
    query: 'sum by (service) (rate({kind="request"}[1m]))',
    rows: [`service=a -> ${7 / 60}`, 'service=b -> 0.05', `service=c -> ${1 / 60}`],
  },
  { query: 'count_over_time({kind="app"}[1m])', rows: ['kind=app,service=a -> 4'] },
  // Selectors.
  { query: 'sum(count_over_time({service!="a",kind=~".+quest"}[1m]))', rows: [' -> 4'] },
  { query: 'sum(count_over_time({service!~"a|c",kind="request"}[1m]))', rows: [' -> 3'] },
  { query: 'sum(count_over_time({kind="nothing"}[1m]))', rows: [] },
  { query: 'sum(count_over_time({service="a",absent=""}[1m]))', rows: [' -> 11'] },
  // Line filters.
  { query: 'sum(count_over_time({kind="app"} |= "CRM" [1m]))', rows: [' -> 1'] },
  { query: 'sum(count_over_time({kind="app"} != "json" != "cut" [1m]))', rows: [' -> 2'] },
  { query: 'sum(count_over_time({kind="app"} |~ "(?i)ERROR" [1m]))', rows: [' -> 2'] },
  { query: 'sum(count_over_time({kind="app"} |~ `x\\+y \\(` [1m]))', rows: [' -> 1'] },
  { query: 'sum(count_over_time({kind="app"} !~ "^(not|level)" [1m]))', rows: [' -> 2'] },
  { query: 'sum(count_over_time({kind="app"} |= "" [1m]))', rows: [' -> 4'] },
  // JSON and label filters.
  {
    query: 'sum by (service) (count_over_time({kind="request",service=~"a|b"} | json | status >= 400 [1m]))',
    rows: ['service=a -> 4'],
  },
  {
    query: 'sum by (status) (count_over_time({kind="request",service=~"a|b"} | json | status >= 400 [1m]))',
    rows: ['status=404 -> 1', 'status=500 -> 2', 'status=503 -> 1'],
  },
  {
    query: 'sum by (status) (count_over_time({service="a",kind="request"} | json | status = 1 [1m]))',
    rows: ['status=1.0 -> 1'],
  },
  { query: 'sum(count_over_time({service="a"} | json | __error__="" | status == 500 [1m]))', rows: [' -> 2'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | status="500" [1m]))', rows: [' -> 2'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | status!="500" [1m]))', rows: [' -> 5'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | status=~"5.." [1m]))', rows: [' -> 3'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | status!~"5..|404" [1m]))', rows: [' -> 3'] },
  {
    query: 'sum(count_over_time({service="a",kind="request"} | json | crm="true" and status >= 500 [1m]))',
    rows: [' -> 3'],
  },
  {
    query: 'sum(count_over_time({service="a",kind="request"} | json | crm="true", status > 500 [1m]))',
    rows: [' -> 1'],
  },
  {
    query: 'sum(count_over_time({service="a",kind="request"} | json | status == 404 or status == 503 [1m]))',
    rows: [' -> 2'],
  },
  {
    query:
      'sum(count_over_time({service="a",kind="request"} | json | status == 200 and duration_ms > 10 or status == 404 [1m]))',
    rows: [' -> 2'],
  },
  {
    query:
      'sum(count_over_time({service="a",kind="request"} | json | status == 404 or status == 200 and duration_ms > 10 [1m]))',
    rows: [' -> 2'],
  },
  {
    query:
      'sum(count_over_time({service="a",kind="request"} | json | (status == 404 or status == 200) and duration_ms > 10 [1m]))',
    rows: [' -> 1'],
  },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | duration_ms != 7 [1m]))', rows: [' -> 4'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | duration_ms <= 12.5 [1m]))', rows: [' -> 3'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | absent = "" [1m]))', rows: [' -> 7'] },
  { query: 'sum(count_over_time({service="a",kind="request"} | json | absent > 1 [1m]))', rows: [] },
  {
    query:
      'sum by (service_extracted) (count_over_time({service="a",kind="request"} | json | service_extracted="shadow" [1m]))',
    rows: ['service_extracted=shadow -> 1'],
  },
  {
    query: 'sum by (msg) (count_over_time({service="a",kind="request"} | json | msg=~".*no.*" [1m]))',
    rows: ['msg=CRM said \\"no\\" -> 1'],
  },
  {
    query:
      'sum by (big, deep_er_x_y, list, none) (count_over_time({service="a",kind="request"} | json | big!="" [1m]))',
    rows: ['big=12345678901234567890,deep_er_x_y=z -> 1'],
  },
  {
    query: 'sum by (u, _9lives, a_b) (count_over_time({service="b",kind="request"} | json | u!="" [1m]))',
    rows: ['_9lives=cat,a_b=c,u=snow \u2603 -> 1'],
  },
  {
    query: 'count_over_time({service="b",kind="request"} | json [1m])',
    rows: [
      'kind=request,level=info,service=b,status=200 -> 2',
      '_9lives=cat,a_b=c,kind=request,level=info,service=b,status=200,u=snow \u2603 -> 1',
    ],
  },
  { query: 'sum by (service) (count_over_time({kind="app"} | json | status >= 400 [1m]))', rows: 400 },
  { query: 'sum by (service) (count_over_time({kind="app"} | json [1m]))', rows: 400 },
  { query: 'sum by (service) (count_over_time({kind="app"} | json | __error__="" [1m]))', rows: [] },
  { query: 'sum by (service) (count_over_time({kind="app"} | json | __error__!="JSONParserErr" [1m]))', rows: [] },
  { query: 'sum by (service) (count_over_time({service="c"} | json | status >= 400 [1m]))', rows: 400 },
  { query: 'sum by (service) (count_over_time({service="c"} | json | status >= 400 | __error__="" [1m]))', rows: [] },
  // The error rate, its offsets, its guaranteed rows and its baseline.
  { query: ratio, rows: [`service=a -> ${4 / 7}`] },
  { query: ratioAt('7d'), rows: ['service=a -> 0.25'] },
  { query: ratioAt('14d'), rows: ['service=a -> 0.5'] },
  {
    query: `((${ratio}) > -1e99 < 1e99) or (((sum by (service) (${all})) > 0 < 1e99) * 0 unless (${ratio})) or ${sentinel('a')} or ${sentinel('x')}`,
    rows: [`service=a -> ${4 / 7}`, 'service=b -> 0', 'service=x -> 1e100'],
  },
  {
    query: `avg by (service)(label_replace(${ratioAt('7d')},"w","1","","") or label_replace(${ratioAt('14d')},"w","2","",""))`,
    rows: ['service=a -> 0.375'],
  },
  {
    query: `stddev by (service)(label_replace(${ratioAt('7d')},"w","1","","") or label_replace(${ratioAt('14d')},"w","2","",""))`,
    rows: ['service=a -> 0.125'],
  },
  // Aggregations.
  { query: 'max by (kind) (count_over_time({service=~"a|b"}[1m]))', rows: ['kind=app -> 4', 'kind=request -> 7'] },
  { query: 'min without (kind) (count_over_time({service=~"a|b"}[1m]))', rows: ['service=a -> 4', 'service=b -> 3'] },
  { query: 'count(count_over_time({service=~"a|b"}[1m]))', rows: [' -> 3'] },
  { query: 'avg(count_over_time({service=~"a|b"}[1m]))', rows: [` -> ${14 / 3}`] },
  {
    query: 'stddev by (service) (count_over_time({service=~"a|b"}[1m]))',
    rows: ['service=a -> 1.5', 'service=b -> 0'],
  },
  { query: 'sum without (service, kind) (count_over_time({kind="app"}[1m]))', rows: [' -> 4'] },
  { query: 'sum by (absent) (count_over_time({kind="app"}[1m]))', rows: [' -> 4'] },
  // Arithmetic, comparisons, sets, matching.
  { query: 'vector(1) / vector(0)', rows: [' -> NaN'] },
  { query: '(vector(1) / vector(0)) > -1e99 < 1e99', rows: [] },
  { query: 'vector(7) % 4 ^ 2 + 1', rows: [' -> 8'] },
  { query: '2 ^ 3 ^ 2 * vector(1)', rows: [' -> 512'] },
  { query: '1 + vector(2) * 3 - 4 / 2', rows: [' -> 5'] },
  { query: 'vector(1) or vector(2) unless vector(3) and vector(4) > 3', rows: [' -> 1'] },
  { query: 'vector(10) - 2 - 3 == 5', rows: [' -> 5'] },
  { query: '(vector(10) - (2 - 3)) * 2', rows: [' -> 22'] },
  { query: 'vector(8) * 0 unless vector(1)', rows: [] },
  { query: '-1 * vector(2) ^ 2', rows: [' -> -4'] },
  { query: '2 > vector(1)', rows: [' -> 1'] },
  { query: 'vector(1) > 2', rows: [] },
  { query: 'vector(1) > bool 2', rows: [' -> 0'] },
  { query: 'vector(3) >= bool vector(3)', rows: [' -> 1'] },
  { query: 'vector(3) == vector(3)', rows: [' -> 3'] },
  { query: 'vector(3) != vector(3)', rows: [] },
  { query: 'vector(0) or vector(1)', rows: [' -> 0'] },
  { query: 'vector(2) unless vector(1)', rows: [] },
  { query: 'vector(2) and vector(1)', rows: [' -> 2'] },
  {
    query:
      'sum by (service, kind) (count_over_time({service="a"}[1m])) and on (service) sum by (service) (count_over_time({service="a"}[1m]))',
    rows: ['kind=app,service=a -> 4', 'kind=request,service=a -> 7'],
  },
  {
    query:
      'sum by (service, kind) (count_over_time({kind="request"}[1m])) * ignoring (kind) sum by (service) (count_over_time({kind="request"}[1m]))',
    rows: ['service=a -> 49', 'service=b -> 9', 'service=c -> 1'],
  },
  {
    query:
      'sum by (service, kind) (count_over_time({kind="request"}[1m])) + on (service) sum by (service) (count_over_time({kind="request"}[1m]))',
    rows: ['service=a -> 14', 'service=b -> 6', 'service=c -> 2'],
  },
  {
    query:
      'sum by (service, kind) (count_over_time({kind="request"}[1m])) unless ignoring (kind) sum by (service) (count_over_time({service="a"}[1m]))',
    rows: ['kind=request,service=b -> 3', 'kind=request,service=c -> 1'],
  },
  {
    query: 'sum by (service) (count_over_time({kind="request"}[1m])) or on () vector(1)',
    rows: ['service=a -> 7', 'service=b -> 3', 'service=c -> 1'],
  },
  {
    query:
      'sum by (kind, service) (count_over_time({service="a"}[1m])) / on (service) sum by (service) (count_over_time({service="a"}[1m]))',
    rows: 500,
  },
  {
    query:
      'sum by (service) (count_over_time({service="a"}[1m])) / on (service) sum by (kind, service) (count_over_time({service="a"}[1m]))',
    rows: 500,
  },
  // label_replace and sentinels.
  { query: 'label_replace(vector(1),"x","$1-${1}y$$","absent","(.*)")', rows: ['x=-y$ -> 1'] },
  {
    query: 'label_replace(sum by (service) (count_over_time({kind="app"}[1m])),"s","<$1>","service","(.).*")',
    rows: ['s=<a>,service=a -> 4'],
  },
  { query: 'label_replace(sum by (service) (count_over_time({kind="app"}[1m])),"service","","","")', rows: [' -> 4'] },
  { query: 'label_replace(vector(1),"x","y","absent","no match")', rows: [' -> 1'] },
  {
    query: `sum by (service) (count_over_time({service="nobody"}[1m])) or ${sentinel('s "quoted" \\\\ \\u00e9').replace('"s "quoted"', '"s \\"quoted\\"')}`,
    rows: ['service=s "quoted" \\ \u00e9 -> 1e100'],
  },
  // Refused by everyone.
  { query: 'sum(count_over_time({kind="request"}[1m])', rows: 400 },
  { query: 'sum(count_over_time({kind="request"}))', rows: 400 },
  { query: 'count_over_time({}[1m])', rows: 400 },
  { query: '{kind="request"}', rows: 400 },
  { query: 'vector(1) or 1', rows: 400 },
  { query: 'count_over_time({kind=~"("}[1m])', rows: 400 },
  { query: '', rows: 400 },
  // Refused by the stand-in alone.
  { query: 'sum(bytes_over_time({kind="request"}[1m]))', rows: 400, standInOnly: true },
  { query: 'topk(1, count_over_time({kind="request"}[1m]))', rows: 400, standInOnly: true },
  { query: 'count_over_time({kind="app"} | logfmt [1m])', rows: 400, standInOnly: true },
  { query: 'count_over_time({kind="request"} | json | line_format "{{.status}}" [1m])', rows: 400, standInOnly: true },
  { query: 'sum_over_time({kind="request"} | json | unwrap status [1m])', rows: 400, standInOnly: true },
  { query: 'count_over_time({kind="request"} | json status="status" [1m])', rows: 400, standInOnly: true },
  { query: 'count_over_time({kind="request"} | json | duration_ms > 5s [1m])', rows: 400, standInOnly: true },
  { query: 'vector(1) + on () group_left vector(1)', rows: 400, standInOnly: true },
  { query: 'count_over_time({kind="app"} |= "a" or "b" [1m])', rows: 400, standInOnly: true },
  { query: 'absent_over_time({kind="nothing"}[1m])', rows: 400, standInOnly: true },
];

/** Ranges: two minutes after the set's start in steps of 30 s, as `labels -> number number ...`. */
export const CONFORMANCE_RANGES: readonly { readonly query: string; readonly rows: readonly string[] }[] = [
  { query: 'sum by (service) (count_over_time({kind="app"}[30s]))', rows: ['service=a -> 30:2 60:2'] },
  { query: 'sum(count_over_time({service="b"}[1m])) or vector(0)', rows: [' -> 0:0 30:2 60:3 90:1 120:0'] },
  { query: '1 + 1', rows: [' -> 0:2 30:2 60:2 90:2 120:2'] },
];
