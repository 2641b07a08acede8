import { readdirSync, readFileSync } from 'node:fs';
import type { RiskModel } from '@release-risk/model/model';
import { readModel } from '@release-risk/language/document/readModel';
import { parseLogql } from '@release-risk/language/logql/parse';
import { parsePromql } from '@release-risk/language/promql/parse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMath } from '../../expressions/parse.ts';
import { makePlan } from '../../makePlan.ts';
import { refIdsOf } from '../grafana/reachable.ts';
import { anyModel } from '../grafana/testing/randomModels.ts';
import { carriedModel } from './carriedModel.ts';
import type { DashboardJson, Panel, Target } from './dashboardJson.ts';
import { emitDashboards, type DashboardOptions } from './emitDashboards.ts';
import { modelDocument } from './modelDocument.ts';

const EXAMPLES = new URL('../../../../../examples/', import.meta.url);
const BINDINGS = { metrics: { uid: 'bound-prometheus' }, logs: { uid: 'bound-loki' } };

function modelOf(text: string): RiskModel {
  const read = readModel(text, 'model.yaml');
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  return read.model;
}

const models = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.yaml') && !name.includes('1000'))
  .map((name) => modelOf(readFileSync(new URL(name, EXAMPLES), 'utf8')));

function listed(model: RiskModel) {
  const { services } = model.identity;
  return services.kind === 'listed' ? services.list : [];
}

function emitted(model: RiskModel, options: Partial<DashboardOptions> = {}, services = listed(model)) {
  const plan = makePlan(model, { services, frozen: options.frozen ?? [] });
  const result = emitDashboards(model, plan, { bindings: BINDINGS, ...options });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

function panelsOf(dashboard: DashboardJson): readonly Panel[] {
  return dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

function targetsOf(dashboard: DashboardJson): readonly Target[] {
  return panelsOf(dashboard).flatMap(({ targets }) => targets ?? []);
}

/** A target's query as Grafana would send it: every variable replaced. */
function filledIn(text: string): string {
  return text.replace(/\$\{[a-z_]+\}/g, 'chosen');
}

const minimal = (changes = '') => `
apiVersion: releaserisk/v1
kind: RiskModel
name: small
identity: { labels: [service], services: [api] }
datasources: { metrics: prometheus }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: 'sum by (service) (rate(errors_total[5m]))', weight: 1, limit: { above: 5 } }
${changes}`;

const robustOnLoki = `
apiVersion: releaserisk/v1
kind: RiskModel
name: robust
identity: { labels: [service], services: [api] }
datasources: { metrics: prometheus, logs: loki }
signals:
  - { id: calm, title: Calm, datasource: metrics, query: sum by (service) (x), weight: 1, limit: { above: 5 } }
  - id: lines
    title: Lines
    datasource: logs
    query: sum by (service) (count_over_time({job="x"} [5m]))
    weight: 1
    baseline: { kind: robust, window: 1d, step: 5m }
    limit: { increase: 5 }
`;

describe.each(models.map((model) => [model.name, model] as const))('the dashboards of %s', (_, model) => {
  const { dashboards, gaps } = emitted(model);

  it('are overview, service and releases, with stable uids that Grafana takes', () => {
    expect(dashboards.map(({ uid }) => uid)).toEqual([
      `rr-${model.name}`,
      expect.stringContaining('rr-'),
      expect.stringContaining('rr-'),
    ]);
    for (const { uid } of dashboards) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(3);
    expect(gaps).toEqual([]);
  });

  it('are the same whenever they are made', () => {
    expect(JSON.stringify(emitted(model).dashboards)).toBe(JSON.stringify(dashboards));
  });

  it('say nothing that Grafana would have to ask for, and no uid beside the variables', () => {
    for (const dashboard of dashboards) {
      expect(JSON.stringify(dashboard)).not.toContain('__inputs');
      const { templating, ...rest } = dashboard;
      expect(JSON.stringify(rest)).not.toMatch(/bound-(prometheus|loki)/);
      const sources = templating.list.filter(({ type }) => type === 'datasource');
      expect(sources.map(({ current }) => current.value)).toEqual(
        Object.values(model.datasources).map(({ type }) => (type === 'loki' ? 'bound-loki' : 'bound-prometheus')),
      );
    }
  });

  it('have panels of different ids that do not lie on each other', () => {
    for (const dashboard of dashboards) {
      const panels = panelsOf(dashboard);
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
        expect(x + w).toBeLessThanOrEqual(24);
        return Array.from({ length: w * h }, (__, at) => `${x + (at % w)},${y + Math.floor(at / w)}`);
      });
      expect(new Set(cells).size).toBe(cells.length);
    }
  });

  it('ask only what parses, through variables that are declared', () => {
    for (const dashboard of dashboards) {
      const declared = dashboard.templating.list.map(({ name }) => name);
      for (const { datasource, expr } of targetsOf(dashboard)) {
        if (typeof expr !== 'string') continue;
        const parsed = datasource.type === 'loki' ? parseLogql(filledIn(expr)) : parsePromql(filledIn(expr));
        expect(parsed.ok, expr).toBe(true);
        for (const [, name] of `${expr} ${datasource.uid}`.matchAll(/\$\{([a-zA-Z0-9_]+)\}/g))
          expect(declared).toContain(name);
      }
    }
  });

  it('have expressions that parse and read only targets of their own panel', () => {
    for (const panel of dashboards.flatMap(panelsOf)) {
      const targets = panel.targets ?? [];
      const refIds = targets.map(({ refId }) => refId);
      expect(new Set(refIds).size, panel.title).toBe(refIds.length);
      for (const { expression, type } of targets) {
        if (typeof expression !== 'string') continue;
        if (type === 'math') expect(parseMath(expression).ok, expression).toBe(true);
        for (const input of type === 'math' ? refIdsOf(expression) : [expression]) expect(refIds).toContain(input);
      }
    }
  });

  it('carry the model and its fingerprint, read back as the very same model', () => {
    const [overview] = dashboards;
    const plan = makePlan(model, { services: listed(model) });
    expect(carriedModel(JSON.parse(JSON.stringify(overview)))).toEqual({
      kind: 'model',
      model,
      fingerprint: plan.fingerprint,
    });
  });

  it('give the risk panel every query and expression of the plan under its own name', () => {
    const risk = dashboards.flatMap(panelsOf).find(({ type }) => type === 'releaserisk-panel');
    const plan = makePlan(model, { services: listed(model) });
    const refIds = risk?.targets?.map(({ refId }) => refId) ?? [];
    expect(refIds).toEqual(expect.arrayContaining([...plan.queries, ...plan.expressions].map(({ refId }) => refId)));
    const shown = risk?.targets?.filter(({ hide }) => hide !== true).map(({ refId }) => refId) ?? [];
    expect(shown).toEqual(expect.arrayContaining([plan.outputs.score, plan.outputs.veto, plan.outputs.coverage]));
    expect(shown).not.toContain(plan.outputs.act);
  });
});

describe('emitDashboards', () => {
  it('shows no number of a failed source in a colour of health', () => {
    const panels = emitted(modelOf(minimal())).dashboards.flatMap(panelsOf);
    for (const title of ['Verdict', 'Score', 'Coverage', 'Grades']) {
      const mappings = JSON.stringify(panels.find((panel) => panel.title === title)?.fieldConfig?.defaults['mappings']);
      expect(mappings).toContain('"match":"null+nan","result":{"text":"? cannot tell","color":"purple"');
    }
  });

  it('keeps panel ids of signals whatever other signals there are', () => {
    const [model] = models;
    if (!model) throw new Error('no example');
    const ids = (of: RiskModel) =>
      new Map(
        emitted(of)
          .dashboards.flatMap(panelsOf)
          .filter(({ type }) => type === 'timeseries')
          .map((p) => [p.title, p.id]),
      );
    const fewer = { ...model, signals: model.signals.slice(1).reverse() };
    for (const [title, id] of ids(fewer)) expect(ids(model).get(title)).toBe(id);
  });

  it('does not grow the dashboard of one service with the number of services', () => {
    const model = modelOf(minimal());
    const many = Array.from({ length: 200 }, (_, index) => ({ service: `api-${index}` }));
    const targets = (services: readonly { service: string }[]) =>
      JSON.stringify(emitted(model, {}, services).dashboards[1]?.panels).length;
    expect(targets(many)).toBe(targets(many.slice(0, 1)));
  });

  it('cuts long names to uids with a hash, each different', () => {
    const name = 'a-model-with-a-name-of-forty-characters';
    const uids = emitted({ ...modelOf(minimal()), name }).dashboards.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(3);
    for (const uid of uids) expect(uid.length).toBeLessThanOrEqual(40);
  });

  it('names a variable out of the way of a query that says the same', () => {
    const model = modelOf(minimal());
    const [signal] = model.signals;
    if (!signal) throw new Error('no signal');
    const query = 'label_replace(sum by (x) (rate(errors_total[5m])), "service", "$service", "x", "(?P<service>.*)")';
    const service = emitted({ ...model, signals: [{ ...signal, query }] }).dashboards[1];
    expect(service?.templating.list[0]?.name).toBe('service_');
    expect(service?.templating.list[0]?.label).toBe('service');
  });

  it('refuses unbound datasources and a plan without services, all at once', () => {
    const model = modelOf(minimal());
    const result = emitDashboards(model, makePlan(model, { services: [] }), { bindings: {} });
    expect(result.ok ? [] : result.diagnostics.map(({ code }) => code)).toEqual(['RR502', 'RR507']);
  });

  it('refuses a plan of another model', () => {
    const model = modelOf(minimal());
    const plan = makePlan({ ...model, minCoverage: 0.9 }, { services: listed(model) });
    expect(() => emitDashboards(model, plan, { bindings: BINDINGS })).toThrow(TypeError);
  });

  it('shows grades without a score where a baseline needs a range, says why, and lets the risk panel ask', () => {
    const { dashboards, gaps } = emitted(modelOf(robustOnLoki));
    expect(gaps.map(({ code, path }) => [code, path[1]])).toEqual([['RR531', 'lines']]);
    const [overview, service] = dashboards;
    expect(JSON.stringify(overview)).toContain('show no score');
    const panels = service ? panelsOf(service) : [];
    expect(panels.find(({ type }) => type === 'releaserisk-panel')?.options?.['source']).toBe('live');
    expect(panels.some(({ title }) => title === 'Verdict')).toBe(false);
    expect(panels.find(({ title }) => title === 'Grades')?.transformations?.[0]?.options['include']).toBe(
      '/^(?:GS_calm)$/',
    );
  });

  it('reads recorded scores above 300 services, and lists none where no Prometheus can record them', () => {
    const many = Array.from({ length: 301 }, (_, index) => ({ service: `api-${index}` }));
    const recorded = emitted(modelOf(minimal()), {}, many);
    expect(recorded.gaps).toEqual([]);
    const expr = recorded.dashboards[0]?.panels[0]?.targets?.map((target) => target['expr']);
    expect(expr?.[2]).toBe('max by (service) (release_risk_score{model="small"})');
    for (const text of expr ?? []) expect(typeof text === 'string' && parsePromql(text).ok, String(text)).toBe(true);
    const [lead] = models.filter(({ name }) => name === 'telegram-lead-bot');
    const mixed = lead ? emitted(lead, {}, many) : undefined;
    expect(mixed?.gaps.map(({ code }) => code)).toEqual(['RR532']);
    expect(mixed?.dashboards[0]?.panels.some(({ type }) => type === 'table')).toBe(false);
  });

  it.each(['a"b', "o'neil", 'a,b', 'a\\b', 'a$1', 'a : b', ' a', 'line\nbreak'])(
    'does not offer the service %j, which no variable carries unchanged, and says so',
    (service) => {
      const model = modelOf(minimal());
      const { dashboards, gaps } = emitted(model, {}, [{ service: 'api' }, { service }]);
      expect(gaps.map(({ code }) => code)).toEqual(['RR533']);
      expect(dashboards[1]?.templating.list[0]?.options.map(({ value }) => value)).toEqual(['api']);
    },
  );

  it('shows texts of the model as they are: no markup, no variable', () => {
    const owner = '<script>x</script> [link](javascript:1) $service *bold*';
    const about = emitted({ ...modelOf(minimal()), owner }).dashboards[0]?.panels.find(({ type }) => type === 'text');
    const content = about?.options?.['content'];
    expect(content).toContain('&lt;script&gt;');
    expect(content).not.toContain('[link](');
    expect(content).not.toContain('$service');
  });
});

describe('modelDocument', () => {
  it('is read back as the very same model, whatever the model', () => {
    fc.assert(
      fc.property(anyModel, (drawn) => {
        const { labels } = drawn.identity;
        const service = Object.fromEntries(labels.map((label) => [label, 'x']));
        const model = { ...drawn, identity: { labels, services: { kind: 'listed' as const, list: [service] } } };
        const read = readModel(JSON.stringify(modelDocument(model)), 'model.json');
        // Random models may hold what validation refuses; what it takes must come back whole.
        fc.pre(read.ok);
        expect(read.ok && modelDocument(read.model)).toEqual(modelDocument(model));
      }),
    );
  });
});

describe('carriedModel', () => {
  it.each([
    ['nothing at all', undefined, 'none'],
    ['a dashboard of somebody else', { uid: 'x' }, 'none'],
    ['another version', { releaseRisk: { format: 2 } }, 'unreadable'],
    ['a key without a model', { releaseRisk: { format: 1, fingerprint: 'x' } }, 'unreadable'],
    [
      'a model that is none',
      { releaseRisk: { format: 1, fingerprint: 'x', model: { kind: 'RiskModel' } } },
      'unreadable',
    ],
    ['a text', 'dashboard', 'none'],
  ])('reads %s without throwing', (_, dashboard, kind) => {
    expect(carriedModel(dashboard).kind).toBe(kind);
  });
});
