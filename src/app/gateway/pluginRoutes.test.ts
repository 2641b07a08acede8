import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Route {
  readonly path: string;
  readonly method: string;
  readonly url: string;
  readonly reqRole?: string;
  readonly reqAction?: string;
  readonly headers: readonly { readonly name: string; readonly content: string }[];
}

interface Plugin {
  readonly routes: readonly Route[];
  readonly roles: readonly {
    readonly role: { readonly permissions: readonly { readonly action: string }[] };
    readonly grants: readonly string[];
  }[];
}

const PLUGIN = JSON.parse(readFileSync(join(process.cwd(), 'src/plugin.json'), 'utf8')) as Plugin;
const DECIDE = 'releaserisk-app.rollbacks:decide';

/** As Grafana chooses: the first whose method and path match; what the star stands for goes after the address. */
function chosen(
  method: string,
  path: string,
): { readonly url: string; readonly needs: string | undefined } | undefined {
  for (const route of PLUGIN.routes) {
    if (route.method !== method) continue;
    const star = route.path.endsWith('/*') ? route.path.slice(0, -1) : undefined;
    const rest = star !== undefined && path.startsWith(star) ? `/${path.slice(star.length)}` : '';
    if (rest === '' && route.path !== path) continue;
    const url = route.url.replace('{{ orEmpty .JsonData.gatewayUrl }}', 'https://gateway') + rest;
    return { url, needs: route.reqAction ?? route.reqRole };
  }
  return undefined;
}

describe('The plugin’s routes to the gateway', () => {
  it.each([
    ['GET', '/readyz', 'Admin'],
    ['GET', '/v1/rollbacks', 'Viewer'],
    ['GET', '/v1/rollbacks/rb-1', 'Viewer'],
    ['GET', '/v1/rollbacks/rb-1/report', 'Viewer'],
    ['GET', '/v1/holds', 'Viewer'],
    ['POST', '/v1/rollbacks/rb-1/approve', DECIDE],
    ['POST', '/v1/rollbacks/rb-1/reject', DECIDE],
    ['POST', '/v1/rollbacks/rb-1/acknowledge', DECIDE],
    ['POST', '/v1/rollbacks/rb-1/notes', DECIDE],
    ['POST', '/v1/rollbacks/rb-1/retry', DECIDE],
    ['POST', '/v1/holds', DECIDE],
    ['DELETE', '/v1/holds/h1', DECIDE],
  ])('lead %s %s to the same path for %s', (method, path, needs) => {
    expect(chosen(method, `gateway${path}`)).toEqual({ url: `https://gateway${path}`, needs });
  });

  it.each([
    ['POST', '/v1/alerts/grafana'],
    ['POST', '/v1/alerts/alertmanager'],
    ['POST', '/v1/deployments'],
    ['POST', '/v1/flagger/rollback'],
    ['POST', '/v1/slack/interactions'],
    ['GET', '/metrics'],
    ['DELETE', '/v1/rollbacks/rb-1'],
    ['PUT', '/v1/rollbacks/rb-1'],
  ])('lead %s %s nowhere', (method, path) => {
    expect(chosen(method, `gateway${path}`)).toBeUndefined();
  });

  it('send the secret, and nothing where there is none', () => {
    for (const { headers } of PLUGIN.routes) {
      expect(headers).toEqual([
        { name: 'X-Release-Risk-Proxy', content: '{{ orEmpty .SecureJsonData.gatewayProxySecret }}' },
      ]);
    }
  });

  it('let Editors and Admins decide, unless an admin grants it otherwise', () => {
    const granting = PLUGIN.roles.filter(({ role }) => role.permissions.some(({ action }) => action === DECIDE));
    expect(granting.map(({ grants }) => grants)).toEqual([['Editor', 'Admin']]);
  });
});
