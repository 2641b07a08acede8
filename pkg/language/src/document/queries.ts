import type { DatasourceType } from '@release-risk/model/model';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { parseQuery, type ParsedQuery } from '../queryText/parseQuery.ts';
import type { Parts } from './parts.ts';

type Path = readonly (string | number)[];

/** One query of a document: where it stands, where it is asked, and which labels its rows must have. */
interface PlacedQuery {
  readonly path: Path;
  readonly text: string;
  readonly type: DatasourceType;
  /** `exactly`: one number per service. `atLeast`: the compiler aggregates the rest away. */
  readonly labels: { readonly match: 'exactly' | 'atLeast'; readonly names: readonly string[] } | undefined;
}

/** What is wrong with the queries of a document: syntax, type, labels; each with its position inside the query. */
export function queryFindings(parts: Parts): Finding[] {
  return [...placedQueries(parts)].flatMap(checkQuery);
}

function* placedQueries(parts: Parts): Generator<PlacedQuery> {
  const identity = parts.identity?.labels;
  const exactly = identity && { match: 'exactly' as const, names: identity };
  const atLeast = identity && { match: 'atLeast' as const, names: identity };
  const typeOf = (name: string) => parts.datasources?.[name];
  for (const { signal, index } of parts.signals) {
    const type = typeOf(signal.datasource);
    if (!type) continue;
    yield { path: ['signals', index, 'query'], text: signal.query, type, labels: exactly };
    if (!signal.samples) continue;
    yield { path: ['signals', index, 'samples', 'query'], text: signal.samples.query, type, labels: exactly };
  }
  const lookups: {
    path: Path;
    at: { datasource: string; query: string } | undefined;
    labels: PlacedQuery['labels'];
  }[] = [
    {
      path: ['deployment', 'query'],
      at: parts.deployment,
      labels: atLeast && parts.deployment && { ...atLeast, names: [...atLeast.names, parts.deployment.versionLabel] },
    },
    { path: ['control', 'running', 'query'], at: parts.control?.running, labels: atLeast },
    {
      path: ['identity', 'services', 'discover', 'query'],
      at: parts.identity && !Array.isArray(parts.identity.services) ? parts.identity.services.discover : undefined,
      labels: atLeast,
    },
  ];
  for (const { path, at, labels } of lookups) {
    const type = at && typeOf(at.datasource);
    if (at && type) yield { path, text: at.query, type, labels };
  }
}

/** `$name`, `${name}`, `${name:format}` and `[[name]]`; `$1` is a capture group of label_replace. */
const DASHBOARD_VARIABLE = /\$(?:\{[a-zA-Z_]\w*(?::\w+)?\}|[a-zA-Z_]\w*)|\[\[\w+\]\]/;

function checkQuery(query: PlacedQuery): Finding[] {
  const variable = DASHBOARD_VARIABLE.exec(query.text);
  if (variable) return [variableFinding(query, variable[0], variable.index)];
  const parsed = parseQuery(query.type, query.text);
  if (parsed.ok) return [...typeFinding(query, parsed.query), ...labelFinding(query, parsed.query)];
  return parsed.problems.map((problem) => ({
    code: query.type === 'prometheus' ? 'RR301' : 'RR302',
    path: query.path,
    message: problem.message,
    hint: problem.hint ?? `Try the query in ${query.type === 'prometheus' ? 'Prometheus' : 'Loki'} until it answers.`,
    within: problem.from,
  }));
}

function variableFinding(query: PlacedQuery, variable: string, at: number): Finding {
  const range = variable.includes('interval') || variable.includes('range') || variable.includes('auto');
  return {
    code: 'RR306',
    path: query.path,
    message: `${variable} is a dashboard variable; an alert rule and a gate have none`,
    hint: range ? 'Write a fixed range, such as [5m].' : 'Write the value, or select every service and group by it.',
    within: at,
  };
}

function typeFinding(query: PlacedQuery, parsed: ParsedQuery): Finding[] {
  const type = parsed.resultType();
  if (type === 'vector') return [];
  return [
    {
      code: 'RR303',
      path: query.path,
      message: `The query gives ${RESULT_WORDS[type]}, not one number per service`,
      hint: RESULT_HINTS[type],
      within: 0,
    },
  ];
}

const RESULT_WORDS = {
  scalar: 'one number without labels',
  matrix: 'a range of samples',
  string: 'a text',
  logs: 'log lines',
} as const;

const RESULT_HINTS = {
  scalar: 'Aggregate a metric by the identity labels: sum by (service) (...).',
  matrix: 'Wrap it in a function such as rate(...) or avg_over_time(...), then aggregate by the identity labels.',
  string: 'Aggregate a metric by the identity labels: sum by (service) (...).',
  logs: 'Count them: sum by (service) (count_over_time({...} [5m])).',
} as const;

function labelFinding(query: PlacedQuery, parsed: ParsedQuery): Finding[] {
  if (!query.labels || parsed.resultType() !== 'vector') return [];
  const wanted = [...query.labels.names].sort();
  const by = wanted.join(', ');
  const labels = parsed.outputLabels();
  if (labels.kind === 'unknown') {
    return [
      {
        code: 'RR305',
        path: query.path,
        message: `Which labels its rows have cannot be told: ${labels.why}`,
        hint: `Aggregate: sum by (${by}) (...), or max, avg as it fits.`,
        within: 0,
      },
    ];
  }
  const missing = wanted.filter((label) => !labels.labels.includes(label));
  const extra = query.labels.match === 'exactly' ? labels.labels.filter((label) => !wanted.includes(label)) : [];
  if (missing.length === 0 && extra.length === 0) return [];
  const got = labels.labels.length === 0 ? 'no labels' : `the labels ${labels.labels.join(', ')}`;
  return [
    {
      code: 'RR304',
      path: query.path,
      message: `Its rows have ${got}; ${query.labels.match === 'exactly' ? 'exactly' : 'at least'} ${by} is needed`,
      hint: `Aggregate by the identity labels: sum by (${by}) (...).`,
      within: 0,
    },
  ];
}
