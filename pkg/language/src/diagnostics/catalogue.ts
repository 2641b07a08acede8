/**
 * Every diagnostic a model can get. Codes never change their meaning: 1xx the text, 2xx the shape,
 * 3xx the queries, 4xx what the model says.
 */
export const CATALOGUE = {
  RR101: { severity: 'error', title: 'The text is not valid YAML or JSON' },
  RR102: { severity: 'error', title: 'A key stands twice' },
  RR103: { severity: 'error', title: 'The text is too large' },
  RR104: { severity: 'error', title: 'Aliases multiply beyond reason' },
  RR105: { severity: 'error', title: 'The document is not one mapping' },

  RR201: { severity: 'error', title: 'Unknown key' },
  RR202: { severity: 'error', title: 'A required key is missing' },
  RR203: { severity: 'error', title: 'Wrong type' },
  RR204: { severity: 'error', title: 'Value not allowed' },
  RR205: { severity: 'error', title: 'Bad duration' },
  RR206: { severity: 'error', title: 'Unknown apiVersion' },
  RR207: { severity: 'error', title: 'Number out of range' },

  RR301: { severity: 'error', title: 'PromQL that does not parse' },
  RR302: { severity: 'error', title: 'LogQL that does not parse' },
  RR303: { severity: 'error', title: 'A query that does not give numbers' },
  RR304: { severity: 'error', title: 'A query whose labels are not the identity labels' },
  RR305: { severity: 'warning', title: 'A query whose labels cannot be told' },
  RR306: { severity: 'error', title: 'A dashboard variable in a query' },

  RR401: { severity: 'error', title: 'All weights are zero' },
  RR402: { severity: 'error', title: 'Duplicate name' },
  RR403: { severity: 'error', title: 'Lines in the wrong order' },
  RR404: { severity: 'error', title: 'Missing floor' },
  RR405: { severity: 'error', title: 'A baseline its datasource cannot do' },
  RR406: { severity: 'error', title: 'A limit its baseline cannot serve' },
  RR407: { severity: 'error', title: 'Unknown datasource' },
  RR408: { severity: 'error', title: 'A direction its limit cannot have' },
  RR409: { severity: 'error', title: 'Samples that vanish together with the signal' },
  RR410: { severity: 'error', title: 'empty: zero without samples' },
  RR411: { severity: 'error', title: 'A baseline that reaches into the release' },
  RR412: { severity: 'error', title: 'A control baseline without a control' },
  RR413: { severity: 'error', title: 'Acting without knowing the deployment' },
  RR414: { severity: 'error', title: 'Linear grading in an acting model' },
  RR415: { severity: 'error', title: 'A service that does not fit the identity labels' },
  RR416: { severity: 'warning', title: 'An unused datasource' },
  RR417: { severity: 'warning', title: 'Nobody would be told' },
  RR418: { severity: 'error', title: 'One contact point for pipeline and team' },
  RR419: { severity: 'error', title: 'A challenger that acts' },
} as const satisfies Record<string, { severity: 'error' | 'warning'; title: string }>;

export type DiagnosticCode = keyof typeof CATALOGUE;
