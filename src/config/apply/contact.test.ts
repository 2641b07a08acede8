import { pipelineContactPoint, SECRETS } from '@release-risk/compiler/emit/grafana/contactPoints';
import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { withPipeline, withTeam } from './contactDocument.ts';
import { contactSecret } from './contactSecret.ts';
import { placeProblem } from './lookAtGrafana.ts';
import { payloadTemplate, readablePayload } from './payloadTemplate.ts';
import { storedAsTested, testedContactPoint } from './testedContactPoint.ts';

const gateway = pipelineContactPoint({ name: 'gw' }, { target: 'gateway', url: 'https://gw/v1/alerts/grafana' });
const stored = {
  uid: gateway.uid,
  name: 'gw',
  type: 'webhook',
  settings: {},
  disableResolveMessage: false,
  provenance: '',
};
const SECRET = 's3cret';

describe('A contact point that is tested', () => {
  it('sends a typed secret apart from its settings', () => {
    const tested = testedContactPoint(gateway, [], { [SECRETS.gateway]: SECRET });
    expect(tested.secureSettings).toEqual({ 'hmacConfig.secret': SECRET });
    expect(tested.uid).toBe('');
    expect(JSON.stringify(tested.settings)).not.toContain(SECRET);
    expect(tested.settings).toMatchObject({ hmacConfig: { header: 'X-Grafana-Alerting-Signature' } });
  });

  it('without a typed one is taken from Grafana’s store, by its uid', () => {
    expect(testedContactPoint(gateway, [stored], {})).toMatchObject({ uid: gateway.uid, secureSettings: {} });
  });

  it('that was read never sends the placeholder in place of a secret', () => {
    const settings = { url: 'u', hmacConfig: { secret: '[REDACTED]', header: 'h' }, password: '[REDACTED]' };
    expect(storedAsTested({ ...stored, settings }).settings).toEqual({ url: 'u', hmacConfig: { header: 'h' } });
  });
});

describe('The secret of a contact point', () => {
  const change = { kind: 'contact point', key: `contactPoint/${gateway.uid}`, name: 'gw', fields: [] } as const;

  it('is needed for every write, also where Grafana holds one', () => {
    expect(contactSecret(gateway, [stored], [{ ...change, state: 'update' }])).toEqual({
      name: SECRETS.gateway,
      isConfigured: true,
      isNeeded: true,
    });
  });

  it('is not needed where nothing is written', () => {
    expect(contactSecret(gateway, [stored], [{ ...change, state: 'unchanged' }]).isNeeded).toBe(false);
    expect(contactSecret(undefined, [], []).isNeeded).toBe(false);
  });
});

describe('The contact points of a document', () => {
  it('are named as the document names them', () => {
    const named = withTeam(withPipeline({ name: 'm' }, 'github', 'gh'), 'people');
    expect(named).toEqual({
      name: 'm',
      contactPoints: { pipeline: { direct: 'gh', target: 'github' }, team: 'people' },
    });
    expect(withPipeline(named, 'none', '')).toEqual({ name: 'm', contactPoints: { team: 'people' } });
    expect(withPipeline({ contactPoints: 'broken' }, 'gateway', 'gw')).toEqual({
      contactPoints: { pipeline: { gateway: 'gw' } },
    });
  });
});

describe('Where a pipeline is', () => {
  const read = readModel(
    JSON.stringify({
      apiVersion: 'releaserisk/v1',
      kind: 'RiskModel',
      name: 'm',
      identity: { labels: ['service'], services: ['a'] },
      datasources: { metrics: 'prometheus' },
      contactPoints: { pipeline: { gateway: 'gw' } },
      signals: [
        { id: 'e', title: 'E', datasource: 'metrics', query: 'sum by (service) (x)', weight: 1, limit: { above: 1 } },
      ],
    }),
    'm',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));

  it.each([
    ['nonsense', 'no http(s) address'],
    ['https://user:pass@gw.test', 'holds credentials'],
  ])('is refused as %s in words', (where, words) => {
    expect(placeProblem(read.model, { where })).toContain(words);
  });

  it('is taken as an address', () => {
    expect(placeProblem(read.model, { where: 'https://gw.test' })).toBeUndefined();
  });
});

describe('A payload', () => {
  it('is the template of the contact point, else Grafana’s own', () => {
    expect(payloadTemplate({ payload: { template: 'x' } })).toBe('x');
    expect(payloadTemplate(gateway.settings)).toContain('webhook.default.payload');
  });

  it('is shown with its lines, whatever it is', () => {
    expect(readablePayload('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(readablePayload('A=1&B=2')).toBe('A=1\n&B=2');
    expect(readablePayload('plain')).toBe('plain');
  });
});
