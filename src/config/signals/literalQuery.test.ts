import { describe, expect, it } from 'vitest';
import { literalQuery, type LiteralContext } from './literalQuery.ts';

const literal = (expr: string, more: Partial<LiteralContext> = {}) =>
  literalQuery(expr, { variables: [], typed: {}, identityLabels: ['service'], scrapeInterval: 15, ...more });
const variable = (name: string, ...values: readonly string[]) => ({ name, values, allValue: undefined });

describe('The variables of a dashboard’s query', () => {
  it('that nothing knows are named, and the query is left as it is', () => {
    const { expr, unknown } = literal('rate(x{zone="$zone"}[5m]) * ${factor} + [[old]]');
    expect([expr, unknown]).toEqual(['rate(x{zone="$zone"}[5m]) * ${factor} + [[old]]', ['zone', 'factor', 'old']]);
  });

  it('of Grafana itself that depend on the range are refused by name', () => {
    expect(literal('increase(x[$__range])').refused).toEqual(['$__range']);
  });

  it('have the value that is chosen, in each way of writing them', () => {
    const { expr, replaced } = literal('x{a="$zone", b="${zone}", c="${zone:regex}", d="[[zone]]"}', {
      variables: [variable('zone', 'eu')],
    });
    expect(expr).toBe('x{a="eu", b="eu", c="eu", d="eu"}');
    expect(replaced).toEqual({ $zone: 'eu' });
  });

  it('of which several are chosen match any of them, and All matches what there is', () => {
    expect(literal('x{zone=~"$zone"}', { variables: [variable('zone', 'a', 'b')] }).expr).toBe('x{zone=~"(a|b)"}');
    expect(literal('x{zone=~"$zone"}', { variables: [variable('zone', '$__all')] }).expr).toBe('x{zone=~".+"}');
    const all = { name: 'zone', values: ['$__all'], allValue: 'eu-.*' };
    expect(literal('x{zone=~"$zone"}', { variables: [all] }).expr).toBe('x{zone=~"eu-.*"}');
  });

  it('go where they choose a service: a model asks for all at once', () => {
    const { expr, replaced } = literal('x{service="$app", zone="${zone}"} + y{service=~`${app:regex}`}', {
      variables: [variable('app', 'shop'), variable('zone', 'eu')],
    });
    expect(expr).toBe('x{service=~".+", zone="eu"} + y{service=~`.+`}');
    expect(replaced['$app']).toBe('.+');
  });

  it('make intervals literal, also those the dashboard chooses by its width', () => {
    expect(literal('rate(x[$__rate_interval])').expr).toBe('rate(x[60s])');
    const auto = variable('every', '$__auto_interval_every');
    expect(literal('rate(x[$every])', { variables: [auto] })).toMatchObject({ expr: 'rate(x[15s])', refused: [] });
  });

  it('are what a person typed, before anything else', () => {
    const said = { variables: [variable('zone', 'eu')], typed: { zone: 'us' } };
    expect(literal('x{zone="$zone"}', said).expr).toBe('x{zone="us"}');
  });

  it('are not mistaken for the groups of a replacement', () => {
    const expr = 'label_replace(x, "a", "$1", "b", "(.*)")';
    expect(literal(expr)).toMatchObject({ expr, unknown: [], refused: [] });
  });
});
