import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { pipelineContactPoint, SECRETS, type Pipeline } from './contactPoints.ts';
import { contactPointsYaml } from './files.ts';
import { secretsOf, withSecrets } from './secret.ts';
import { contactPointsTerraform } from './terraform.ts';

const PIPELINES: Readonly<Record<Pipeline['target'], Pipeline>> = {
  gateway: { target: 'gateway', url: 'https://gateway.example.com/v1/alerts/grafana' },
  github: { target: 'github', repository: 'acme/bot' },
  gitlab: { target: 'gitlab', project: 'acme/bot', ref: 'main' },
  jenkins: { target: 'jenkins', jobUrl: 'https://jenkins.example.com/job/rollback/', user: 'grafana' },
  generic: { target: 'generic', url: 'https://pipeline.example.com/rollback' },
};
const TARGETS = Object.values(PIPELINES);
const make = (pipeline: Pipeline) => pipelineContactPoint({ name: `${pipeline.target} pipeline` }, pipeline);

describe('Contact points', () => {
  it.each(TARGETS)('name their secret and hold none: $target', (pipeline) => {
    const point = make(pipeline);
    expect(secretsOf(point.settings)).toEqual([SECRETS[pipeline.target]]);
    expect(point.uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
  });

  it('sign to the gateway with a time, and tell it of recovery', () => {
    const point = make(PIPELINES.gateway);
    expect(point.disableResolveMessage).toBe(false);
    expect(point.settings['hmacConfig']).toMatchObject({
      header: 'X-Grafana-Alerting-Signature',
      timestampHeader: 'X-Grafana-Alerting-Timestamp',
    });
  });

  it.each(TARGETS.filter(({ target }) => target !== 'gateway'))(
    'call a pipeline never for a recovery: $target',
    (pipeline) => {
      expect(make(pipeline).disableResolveMessage).toBe(true);
    },
  );

  it.each([
    ['github', 'https://api.github.com/repos/acme/bot/dispatches'],
    ['gitlab', 'https://gitlab.com/api/v4/projects/acme%2Fbot/pipeline'],
    ['jenkins', 'https://jenkins.example.com/job/rollback/buildWithParameters'],
    ['generic', 'https://pipeline.example.com/rollback'],
  ] as const)('know where %s is called', (target, url) => {
    expect(make(PIPELINES[target]).settings['url']).toBe(url);
  });

  it('give GitHub no more than its ten members', () => {
    const { template } = make(PIPELINES.github).settings['payload'] as { template: string };
    const [, payload = ''] = /"client_payload" \(coll\.Dict (.*)\) \| data\.ToJSON/.exec(template) ?? [];
    const names = [
      'idempotency_key',
      'action',
      'labels',
      'bad_version',
      'good_version',
      'verdict',
      'score',
      'cause',
      'started_at',
      'alert_url',
    ];
    expect(names.filter((name) => !payload.includes(`"${name}" `))).toEqual([]);
    expect(names.length).toBeLessThanOrEqual(10);
  });
});

describe('Secrets', () => {
  it('are filled in for the HTTP API, nested ones too', () => {
    const filled = withSecrets(make(PIPELINES.gateway).settings, { [SECRETS.gateway]: 'word' });
    expect(filled.ok && filled.value['hmacConfig']).toMatchObject({ secret: 'word' });
  });

  it.each([[{}], [{ [SECRETS.gateway]: '' }]])('that are missing or empty are refused: %o', (values) => {
    const filled = withSecrets(make(PIPELINES.gateway).settings, values);
    expect(filled.ok || filled.diagnostics.map(({ code }) => code)).toEqual(['RR511']);
  });

  it('are environment variables in files and sensitive variables in Terraform', () => {
    const points = TARGETS.map(make);
    const file: unknown = parse(contactPointsYaml(points));
    expect(JSON.stringify(file)).toContain(`"$__env{${SECRETS.github}}"`);
    const terraform = contactPointsTerraform(points);
    expect(terraform).toContain(`variable "${SECRETS.github.toLowerCase()}" {`);
    expect(terraform).toContain(`authorization_credentials = var.${SECRETS.github.toLowerCase()}`);
    expect(terraform.match(/sensitive = true/g)).toHaveLength(5);
    expect(terraform).toContain('hmac_config {');
  });
});

describe('Contact points as files', () => {
  it('write every dollar of a template twice, for Grafana expands settings', () => {
    const file = parse(contactPointsYaml([make(PIPELINES.github)])) as {
      contactPoints: { receivers: { settings: { payload: { template: string } } }[] }[];
    };
    const template = file.contactPoints[0]?.receivers[0]?.settings.payload.template ?? '';
    expect(template).toContain('{{ $$a := index .Alerts 0 }}');
    expect(template.replaceAll('$$', '')).not.toContain('$');
  });
});
