/** A model whose readings are known by construction, on two Prometheus servers that need no data of their own. */

const rows = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([service, value]) => `label_replace(${value}, "service", "${service}", "", "")`)
    .join(' or ');

export const SERVICES = ['calm', 'medium', 'vetoed', 'nan', 'infinite', 'missing', 'ticking'] as const;

/** Changes every ten seconds: only the very tick of the rule's evaluation gives the same grade. */
const TICKING = '2 * (floor(vector(time()) / 10) % 3)';

const FIRST = rows({
  calm: 'vector(1)',
  medium: 'vector(2.5)',
  vetoed: 'vector(9)',
  nan: '(vector(0) / 0)',
  infinite: '(vector(1) / 0)',
  ticking: TICKING,
});
const SECOND = rows({
  calm: 'vector(0)',
  medium: 'vector(9)',
  vetoed: 'vector(0)',
  nan: 'vector(9)',
  infinite: 'vector(0)',
  missing: 'vector(9)',
  ticking: 'vector(0)',
});
const THIRD = rows({ calm: 'vector(1)', medium: 'vector(9)', vetoed: 'vector(1)', ticking: TICKING });

export interface ProbeNames {
  readonly model: string;
  readonly team: string;
  readonly pipeline: string;
}

/** The document; `weight` of the second signal tells two models apart. */
export function probeModel({ model, team, pipeline }: ProbeNames, weight = 3): string {
  const signal = (id: string, datasource: string, query: string, rest: string) =>
    `  - { id: ${id}, title: ${id}, datasource: ${datasource}, weight: ${rest}, limit: { above: { yellow: 2, red: 3 } }, query: '${query}' }`;
  return [
    'apiVersion: releaserisk/v1',
    'kind: RiskModel',
    `name: ${model}`,
    `title: Contract ${model}`,
    'owner: Tests',
    `identity: { labels: [service], services: [${SERVICES.join(', ')}] }`,
    'datasources: { one: prometheus, two: prometheus }',
    'signals:',
    signal('first', 'one', FIRST, '2, critical: true'),
    signal('second', 'two', SECOND, `${String(weight)}, missing: red`),
    signal('third', 'one', THIRD, '3, missing: exclude'),
    'policy: { for: 0s, keepFiringFor: 0s, warmUp: 1m, actionWindow: 2h, cooldown: 30m }',
    'action: { mode: ask }',
    `contactPoints: { pipeline: { gateway: ${pipeline} }, team: ${team} }`,
    '',
  ].join('\n');
}
