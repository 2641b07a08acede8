import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makePlan } from '../../makePlan.ts';
import { emitAlertRules } from './alertRules.ts';
import { ruleGroupYaml } from './files.ts';
import { hclString } from './hcl.ts';
import type { RuleGroup } from './ruleGroup.ts';
import { ruleGroupTerraform } from './terraform.ts';
import { leadBot, withServices } from './testing/leadBot.ts';

const services = [{ service: 'lead-bot' }];
const model = withServices(leadBot({ title: 'Costs $5 ${HOME} %{if}' }), services);

function group(): RuleGroup {
  const emitted = emitAlertRules(model, makePlan(model, { services }), {
    folderUid: 'release-risk',
    bindings: { metrics: { uid: 'prom' }, logs: { uid: 'loki' } },
    intervalSeconds: 90,
  });
  if (!emitted.ok) throw new Error('not emitted');
  return emitted.value;
}

interface RuleFile {
  readonly apiVersion: number;
  readonly groups: readonly {
    readonly folder: string;
    readonly interval: string;
    readonly rules: readonly Record<string, unknown>[];
  }[];
}

describe('A rule group as a file', () => {
  const file = parse(ruleGroupYaml(group(), { folder: 'Release risk' })) as RuleFile;
  const [first] = file.groups;

  it('has the casing of files', () => {
    expect(file.apiVersion).toBe(1);
    expect(first).toMatchObject({ folder: 'Release risk', interval: '1m30s' });
    expect(first?.rules[0]).toMatchObject({ keepFiringFor: '5m', missing_series_evals_to_resolve: 3, isPaused: false });
    expect(first?.rules[0]).not.toHaveProperty('keep_firing_for');
    expect(first?.rules[0]).not.toHaveProperty('folderUID');
  });

  it('quotes every text, so that none is read as a time, a number or a truth', () => {
    const values = ruleGroupYaml(group(), { folder: '2022-11-28' });
    expect(values).toContain('folder: "2022-11-28"');
    expect(values).toContain('refId: "R"');
  });

  it('doubles a dollar in titles, and nowhere where Grafana does not expand', () => {
    const rule = first?.rules[0];
    expect(rule?.['title']).toBe('Costs $$5 $${HOME} %{if}: High release risk');
    expect(rule?.['annotations']).toEqual(group().rules[0]?.annotations);
    const models = (rule?.['data'] as { model: unknown }[]).map(({ model: one }) => one);
    expect(models).toEqual(group().rules[0]?.data.map(({ model: one }) => one));
  });
});

describe('A rule group for Terraform', () => {
  const text = ruleGroupTerraform(group());

  it('begins no template of Terraform, however many of Grafana it holds', () => {
    expect(text.replaceAll('$${', '').replaceAll('%%{', '')).not.toMatch(/[$%]\{/);
    expect(text).toContain('name                            = "Costs $5 $${HOME} %%{if}: High release risk"');
  });

  it('has one block for each rule and each of its queries', () => {
    expect(text.match(/^ {2}rule \{$/gm)).toHaveLength(4);
    const queries = group().rules.reduce((total, { data }) => total + data.length, 0);
    expect(text.match(/^ {4}data \{$/gm)).toHaveLength(queries);
    expect(text.match(/jsonencode\(\{/g)).toHaveLength(queries);
    expect(text.match(/contact_point += "release-risk-gateway"/g)).toHaveLength(3);
  });

  it('closes every bracket outside of its strings', () => {
    const bare = text.replace(/"(?:\\.|[^"\\])*"/g, '""');
    for (const [open, close] of ['{}', '[]', '()'].map((pair) => [...pair] as const)) {
      expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
    }
  });
});

describe('A string of Terraform', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ['line\nbreak\ttab', '"line\\nbreak\\ttab"'],
    ['${x} %{y} $x $$', '"$${x} %%{y} $x $$"'],
    ['\u0001', '"\\u0001"'],
    ['ünï 😀', '"ünï 😀"'],
  ])('%j', (value, written) => {
    expect(hclString(value)).toBe(written);
  });
});
