import { describe, expect, it } from 'vitest';
import { makeObjects } from './makeObjects.ts';
import { preflight } from './preflight.ts';
import { AT, clientOf, shopGrafana, shopModel, SILENT } from './testing/shopGrafana.ts';

async function checked(before?: (path: string) => { readonly status: number; readonly body?: unknown } | undefined) {
  const fake = shopGrafana();
  const objects = await makeObjects(
    clientOf(fake),
    SILENT,
    shopModel('action: { mode: ask }'),
    { bindings: {}, frozen: [] },
    AT,
  );
  const datasources = fake.before;
  fake.before = (request, path) => before?.(path) ?? datasources(request, path);
  const checks = await preflight(objects, AT);
  expect(fake.writes()).toEqual([]);
  return checks;
}

describe('Preflight', () => {
  it('is a list of checks in the order of working, whatever Grafana refuses', async () => {
    const checks = await checked();
    expect(checks.map(({ what, level }) => `${what} ${level}`)).toEqual([
      'Grafana ok',
      'Plugin warn',
      'Permissions fail',
      'Datasource metrics fail',
      'Contact point gw fail',
      'Contact point people ok',
      'Query V_errors fail',
      'Readings warn',
      'Score in Grafana’s engine warn',
    ]);
    expect(checks.filter(({ level, hint }) => level !== 'ok' && (hint ?? '') === '')).toEqual([]);
  });

  it('says what to do without naming flags, and lets a surface offer it', async () => {
    const checks = await checked((path) =>
      path.endsWith('/health') && path.includes('uid')
        ? { status: 200, body: { status: 'ERROR', message: 'refused' } }
        : undefined,
    );
    expect(checks.filter(({ remedy }) => remedy !== undefined).map(({ what, remedy }) => [what, remedy])).toEqual([
      ['Datasource metrics', 'bindDatasource'],
      ['Contact point gw', 'sayWherePipelineIs'],
    ]);
    expect(checks.map(({ hint }) => hint).join(' ')).not.toContain('--');
  });

  it('refuses a Grafana that is too old', async () => {
    const [version] = await checked((path) =>
      path === '/api/health' ? { status: 200, body: { version: '11.6.0' } } : undefined,
    );
    expect(version).toMatchObject({ level: 'fail', found: '11.6.0 is too old' });
  });
});
