import type { RiskModel, Signal } from '@release-risk/model/model';
import { NODE } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import type { Json } from '../grafana/ruleGroup.ts';
import type { Panel, Target, Transformation } from './dashboardJson.ts';
import { serviceLink } from './links.ts';
import { override, steps, tablePanel } from './panels.ts';
import { recordedTargets } from './recordedScore.ts';
import {
  computable,
  GRADE_MAPPINGS,
  justAbove,
  sentinelMappings,
  SHOWN,
  shownExpressions,
  VERDICT_MAPPINGS,
} from './shownNodes.ts';
import { namesOf, type Names } from './names.ts';
import { instantTargets, MIXED } from './targets.ts';

const ID = 1;

/** Where the table of services gets its columns from. */
export type ScoreSource =
  /** The plan, for all services at once. */
  | { readonly kind: 'plan' }
  /** What recording rules wrote into this logical datasource. */
  | { readonly kind: 'recorded'; readonly datasource: string };

/**
 * All services with verdict, score, coverage, release and the grade of each signal, worst first. Undefined where the
 * plan cannot give a score in a panel. `serviceVariables` are those of the dashboard that a row leads to.
 */
export function servicesTable(
  model: RiskModel,
  plan: Plan,
  source: ScoreSource,
  serviceVariables: Names,
): ((height: number) => Panel) | undefined {
  const names = namesOf(plan, model.datasources);
  const asked =
    source.kind === 'plan' ? planColumns(model, plan, names) : recordedColumns(model, plan, names, source.datasource);
  if (asked === undefined) return undefined;
  const { targets, transformations, column } = asked;
  return (height) =>
    tablePanel(
      {
        id: ID,
        title: 'Services, worst first',
        description: 'Verdict, score and grades at the end of the time range.',
        gridPos: { x: 0, y: 0, w: 24, h: height },
      },
      {
        datasource: MIXED,
        targets,
        transformations: [...transformations, sorted(column(SHOWN.rank)), arranged(model, column)],
        fieldConfig: {
          defaults: { custom: { align: 'left', filterable: false, minWidth: 90, wrapHeaderText: true } },
          overrides: overrides(model, serviceVariables, column),
        },
      },
    );
}

interface Columns {
  readonly targets: readonly Target[];
  /** What makes one row per service of the answers. */
  readonly transformations: readonly Transformation[];
  /** The field that holds what a target answered. */
  readonly column: (refId: string) => string;
}

const MERGE: Transformation = { id: 'merge', options: {} };

function planColumns(model: RiskModel, plan: Plan, names: Names): Columns | undefined {
  const queries = plan.queries.filter(({ form }) => form.kind === 'instant');
  const own = computable(plan.expressions, new Set(queries.map(({ refId }) => refId)));
  const refIds = new Set([...queries, ...own].map(({ refId }) => refId));
  const shown = shownExpressions(model, refIds);
  if (!shown.some(({ refId }) => refId === SHOWN.rank)) return undefined;
  const roots = [...shown.map(({ refId }) => refId), NODE.score, NODE.coverage];
  return {
    targets: instantTargets({ queries, expressions: [...own, ...shown] }, names, roots),
    transformations: [{ id: 'labelsToFields', options: { mode: 'columns' } }, MERGE],
    column: (refId) => refId,
  };
}

function recordedColumns(model: RiskModel, plan: Plan, names: Names, datasource: string): Columns {
  return {
    targets: recordedTargets(model, plan, names.datasource(datasource)),
    transformations: [MERGE],
    column: (refId) => `Value #${refId}`,
  };
}

function sorted(field: string): Transformation {
  return { id: 'sortBy', options: { fields: {}, sort: [{ field, desc: true }] } };
}

/** The order of columns, the verdict first, where a telephone shows it; what is only sorted by, and the moment, which is the same in each row, are left out. */
function arranged({ identity, deployment, signals }: RiskModel, column: Columns['column']): Transformation {
  const order = [
    column(SHOWN.verdict),
    ...identity.labels,
    column(NODE.score),
    ...(deployment === undefined ? [] : [deployment.versionLabel, column(SHOWN.release)]),
    ...signals.map(({ id }) => column(SHOWN.grade(id))),
    column(NODE.coverage),
  ];
  return {
    id: 'organize',
    options: {
      indexByName: Object.fromEntries(order.map((name, index) => [name, index])),
      excludeByName: { [column(SHOWN.rank)]: true, Time: true },
      renameByName: {},
    },
  };
}

function overrides(model: RiskModel, names: Names, column: Columns['column']) {
  const { bands, deployment, identity, minCoverage, signals } = model;
  const link = serviceLink(model, names);
  return [
    ...identity.labels.map((label) => override(label, { links: [{ ...link }], 'custom.minWidth': 110 })),
    override(column(SHOWN.verdict), {
      displayName: 'verdict',
      mappings: VERDICT_MAPPINGS,
      'custom.cellOptions': BACKGROUND,
      'custom.width': 140,
    }),
    override(column(NODE.score), {
      displayName: 'score',
      decimals: 2,
      min: 0,
      max: 2,
      color: { mode: 'thresholds' },
      thresholds: steps('green', [justAbove(bands.low), 'orange'], [justAbove(bands.high), 'red']),
      'custom.cellOptions': { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' },
      'custom.width': 120,
    }),
    override(column(NODE.coverage), {
      displayName: 'coverage',
      unit: 'percentunit',
      decimals: 0,
      thresholds: steps('purple', [minCoverage, 'text']),
      'custom.cellOptions': { type: 'color-text' },
      'custom.width': 90,
    }),
    ...signals.map((signal) => gradeOverride(signal, column)),
    ...(deployment === undefined
      ? []
      : [
          override(deployment.versionLabel, { displayName: 'version', noValue: 'unknown' }),
          override(column(SHOWN.release), {
            displayName: 'running for',
            unit: 'dtdurations',
            decimals: 0,
            mappings: sentinelMappings('unknown'),
          }),
        ]),
  ];
}

function gradeOverride({ id, title }: Signal, column: Columns['column']) {
  return override(column(SHOWN.grade(id)), {
    displayName: title,
    mappings: GRADE_MAPPINGS,
    'custom.cellOptions': { type: 'color-text' },
  });
}

const BACKGROUND: Json = { type: 'color-background', mode: 'basic' };
