import { isStatic, type Limit } from '@release-risk/model/limit';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/didYouMean.ts';
import { parseQuery } from '../queryText/parseQuery.ts';
import { baselineFindings } from './baselineRules.ts';
import type { Parts, PlacedSignal } from './parts.ts';
import { toLimit } from './toModel.ts';

/** What a document of the right shape says that cannot be meant, or cannot be done. */
export function meaningFindings(parts: Parts): Finding[] {
  return [
    ...weightFindings(parts),
    ...duplicateFindings(parts),
    ...bandFindings(parts),
    ...datasourceFindings(parts),
    ...serviceFindings(parts),
    ...actionFindings(parts),
    ...parts.signals.flatMap((placed) => [
      ...limitFindings(placed),
      ...directionFindings(placed),
      ...sampleFindings(parts, placed),
      ...gradingFindings(parts, placed),
      ...baselineFindings(parts, placed),
    ]),
  ];
}

function weightFindings(parts: Parts): Finding[] {
  if (!parts.complete || parts.signals.some(({ signal }) => signal.weight > 0)) return [];
  return [
    {
      code: 'RR401',
      path: ['signals'],
      message: 'All weights are 0: there is nothing to score',
      hint: 'Give at least one signal a weight above 0.',
      atKey: true,
    },
  ];
}

function duplicateFindings(parts: Parts): Finding[] {
  const first = new Map<string, number>();
  return parts.signals.flatMap(({ signal, index }): Finding[] => {
    const earlier = first.get(signal.id);
    if (earlier === undefined) {
      first.set(signal.id, index);
      return [];
    }
    return [
      {
        code: 'RR402',
        path: ['signals', index, 'id'],
        message: `The id "${signal.id}" is already that of signals[${earlier}]`,
        hint: 'Ids name a signal in the score, the plan and the history: each needs its own.',
      },
    ];
  });
}

function bandFindings({ bands }: Parts): Finding[] {
  if (!bands) return [];
  const { low, high, recovery } = bands;
  const findings: Finding[] = [];
  if (low < 0 || high >= 2 || low >= high) {
    findings.push({
      code: 'RR403',
      path: ['bands'],
      message: `The bands low ${low} and high ${high} must rise, from 0 to below 2`,
      hint: 'The score runs from 0 (all green) to 2 (all red). The defaults are 0.5 and 1.5.',
    });
  }
  if (recovery >= high || recovery < 0) {
    findings.push({
      code: 'RR403',
      path: ['bands', 'recovery'],
      message: `A High cannot recover at ${recovery} when it begins at ${high}`,
      hint: 'Put recovery between low and high, such as 1.',
    });
  }
  return findings;
}

function datasourceFindings(parts: Parts): Finding[] {
  const { datasources } = parts;
  if (!datasources) return [];
  const known = Object.keys(datasources);
  const uses = [...datasourceUses(parts)];
  const unknown = uses
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }): Finding => ({
      code: 'RR407',
      path,
      message: `There is no datasource "${name}"`,
      hint: didYouMean(name, known) ?? `Declared under datasources: ${known.join(', ') || 'none'}.`,
    }));
  const unused = parts.complete ? known.filter((name) => !uses.some((use) => use.name === name)) : [];
  return [
    ...unknown,
    ...unused.map((name): Finding => ({
      code: 'RR416',
      path: ['datasources', name],
      message: `The datasource "${name}" is not used`,
      atKey: true,
    })),
  ];
}

function* datasourceUses(parts: Parts): Generator<{ name: string; path: (string | number)[] }> {
  for (const { signal, index } of parts.signals) {
    yield { name: signal.datasource, path: ['signals', index, 'datasource'] };
    if (signal.baseline?.kind === 'recorded' && signal.baseline.datasource !== undefined) {
      yield { name: signal.baseline.datasource, path: ['signals', index, 'baseline', 'datasource'] };
    }
  }
  if (parts.deployment) yield { name: parts.deployment.datasource, path: ['deployment', 'datasource'] };
  if (parts.control) yield { name: parts.control.running.datasource, path: ['control', 'running', 'datasource'] };
  const services = parts.identity?.services;
  if (services && !Array.isArray(services)) {
    yield { name: services.discover.datasource, path: ['identity', 'services', 'discover', 'datasource'] };
  }
}

function serviceFindings({ identity }: Parts): Finding[] {
  if (!identity) return [];
  const { labels, services } = identity;
  const findings: Finding[] = [];
  if (new Set(labels).size < labels.length) {
    findings.push({ code: 'RR402', path: ['identity', 'labels'], message: 'An identity label stands twice' });
  }
  if (!Array.isArray(services)) return findings;
  const seen = new Set<string>();
  services.forEach((service, index) => {
    const path = ['identity', 'services', index];
    const given = typeof service === 'string' ? (labels.length === 1 ? labels : []) : Object.keys(service);
    if ([...given].sort().join() !== [...labels].sort().join()) {
      const wanted = `{${labels.map((label) => `${label}: ...`).join(', ')}}`;
      findings.push({
        code: 'RR415',
        path,
        message: `A service of this model is named by ${labels.join(', ')}`,
        hint: `Write ${wanted}.`,
      });
    }
    const key = typeof service === 'string' ? service : JSON.stringify(labels.map((label) => service[label]));
    if (seen.has(key)) findings.push({ code: 'RR402', path, message: `The service ${key} stands twice` });
    seen.add(key);
  });
  return findings;
}

function actionFindings(parts: Parts): Finding[] {
  const mode = parts.action?.mode ?? 'observe';
  const { pipeline, team } = parts.contactPoints ?? {};
  const findings: Finding[] = [];
  if (mode !== 'observe' && parts.challengerOf !== undefined) {
    findings.push({
      code: 'RR419',
      path: ['action', 'mode'],
      message: `A challenger of "${parts.challengerOf}" never acts, so its mode cannot be ${mode}`,
      hint: 'Use observe.',
    });
  }
  if (mode === 'act' && pipeline && 'direct' in pipeline && !parts.deployment && parts.complete) {
    findings.push({
      code: 'RR413',
      path: ['action', 'mode'],
      message: 'Acting through a direct contact point needs to know which deployment is bad',
      hint: 'Add deployment.query, or use the gateway, or mode ask.',
    });
  }
  if (mode !== 'observe' && !pipeline && parts.complete) {
    findings.push({
      code: 'RR417',
      path: ['action', 'mode'],
      message: `Mode ${mode} without contactPoints.pipeline: no pipeline would hear of it`,
      hint: 'Name the gateway or a direct contact point.',
    });
  }
  if (mode !== 'observe' && team === undefined && parts.complete) {
    findings.push({
      code: 'RR417',
      path: ['action', 'mode'],
      message: `Mode ${mode} without contactPoints.team: no person would hear of it`,
      hint: "Name the team's own contact point.",
    });
  }
  const pipelineName = pipeline && ('gateway' in pipeline ? pipeline.gateway : pipeline.direct);
  if (team !== undefined && team === pipelineName) {
    findings.push({
      code: 'RR418',
      path: ['contactPoints', 'team'],
      message: `The pipeline and the team cannot share the contact point "${team}"`,
      hint: 'The pipeline acts on what it hears; people must hear of everything. Use two.',
    });
  }
  return findings;
}

function limitFindings({ signal, index }: PlacedSignal): Finding[] {
  const limit = toLimit(signal.limit);
  const path = ['signals', index, 'limit'];
  if (isStatic(limit)) return lineFindings(limit, path);
  if (limit.kind === 'sigmas' && limit.atLeast === undefined && limit.atLeastRatio === undefined) {
    return [
      floorFinding(path, 'atLeast or atLeastRatio', 'A calm week has almost no deviation: any move would be red.'),
    ];
  }
  if (limit.kind === 'ratio' && limit.atLeast === undefined) {
    return [floorFinding(path, 'atLeast', 'A baseline near zero makes any move a large multiple.')];
  }
  return [];
}

function floorFinding(path: (string | number)[], key: string, why: string): Finding {
  return {
    code: 'RR404',
    path,
    message: `The limit has no floor: name ${key}`,
    hint: `${why} Choose the smallest change that matters.`,
    atKey: true,
  };
}

function lineFindings(limit: Extract<Limit, { kind: 'above' | 'below' }>, path: (string | number)[]): Finding[] {
  const { kind, yellow, red } = limit;
  if (kind === 'above' ? yellow < red : yellow > red) return [];
  const rule = kind === 'above' ? 'below' : 'above';
  return [
    {
      code: 'RR403',
      path,
      message: `With \`${kind}\`, yellow (${yellow}) must be ${rule} red (${red})`,
      hint: 'A reading gets yellow first, then red.',
    },
  ];
}

function directionFindings({ signal, index }: PlacedSignal): Finding[] {
  const limit = toLimit(signal.limit);
  const at = (key: string) => ['signals', index, key];
  const wrong = (key: string, message: string, hint: string): Finding => ({
    code: 'RR408',
    path: at(key),
    message,
    hint,
  });
  const findings: Finding[] = [];
  if (isStatic(limit)) {
    const said = limit.kind === 'above' ? 'higher' : 'lower';
    if (signal.worse !== undefined && signal.worse !== said) {
      findings.push(
        wrong('worse', `\`${limit.kind}\` says that ${said} is worse, not ${signal.worse}`, 'Remove `worse`.'),
      );
    }
  } else if (limit.kind === 'ratio') {
    findings.push(...ratioFindings(signal.worse ?? 'higher', limit.factor, wrong));
  }
  if (signal.atMostRatio !== undefined && signal.worse !== 'lower') {
    findings.push(wrong('atMostRatio', '`atMostRatio` only caps the span of `worse: lower`', 'Remove it.'));
  }
  return findings;
}

function ratioFindings(
  worse: 'higher' | 'lower' | 'either',
  factor: number,
  wrong: (key: string, message: string, hint: string) => Finding,
): Finding[] {
  if (worse === 'either') {
    return [wrong('worse', '`either` goes with sigmas and increase, not with ratio', 'Use `sigmas` or `increase`.')];
  }
  const fits = worse === 'higher' ? factor > 1 : factor < 1;
  if (fits) return [];
  const should = worse === 'higher' ? 'above 1 (1.5: half as much again)' : 'below 1 (0.7: thirty percent less)';
  return [
    wrong(
      'limit',
      `A ratio of ${factor} with \`worse: ${worse}\` must be ${should}`,
      'Mend the ratio or the direction.',
    ),
  ];
}

function sampleFindings(parts: Parts, { signal, index }: PlacedSignal): Finding[] {
  const path = ['signals', index];
  if (!signal.samples) {
    if (signal.empty !== 'zero') return [];
    return [
      {
        code: 'RR410',
        path: [...path, 'empty'],
        message: '`empty: zero` cannot tell "no errors" from "no data" without a samples query',
        hint: 'Add samples.query: all requests, of which the errors are a part.',
      },
    ];
  }
  const type = parts.datasources?.[signal.datasource];
  const limit = toLimit(signal.limit);
  const lowerIsWorse = signal.worse === 'lower' || limit.kind === 'below';
  if (!type || !lowerIsWorse) return [];
  const own = parseQuery(type, signal.query);
  const counted = parseQuery(type, signal.samples.query);
  if (!own.ok || !counted.ok) return [];
  const shared = counted.query.sources().find((source) => own.query.sources().includes(source));
  if (shared === undefined) return [];
  return [
    {
      code: 'RR409',
      path: [...path, 'samples', 'query'],
      message: `Lower is worse here, and the samples count ${shared} itself: an outage would be missing instead of red`,
      hint: 'Count scrapes instead: sum by (service) (count_over_time(up{...}[5m])).',
      within: 0,
    },
  ];
}

function gradingFindings(parts: Parts, { signal, index }: PlacedSignal): Finding[] {
  if (signal.grading !== 'linear' || parts.challengerOf !== undefined) return [];
  return [
    {
      code: 'RR414',
      path: ['signals', index, 'grading'],
      message: 'Linear grading divides, so a rule and a gate could disagree in the last digit: only challengers may',
      hint: 'Remove it, or set challengerOf.',
    },
  ];
}
