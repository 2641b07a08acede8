import { describe, expect, it } from 'vitest';
import { grafanaConfig } from './grafana.ts';

/** The lines of one section. */
function section(name: string, text: string): readonly string[] {
  const [, rest = ''] = text.split(`[${name}]\n`);
  return (rest.split('\n\n')[0] ?? '').trim().split('\n');
}

describe('the configuration of Grafana', () => {
  const text = grafanaConfig({ port: 3999, folder: '/run/with #; signs', password: 'p4ss' });

  it.each([
    ['server', ['http_addr = 127.0.0.1', 'http_port = 3999']],
    ['analytics', ['reporting_enabled = false', 'check_for_updates = false', 'check_for_plugin_updates = false']],
    ['security', ['admin_password = p4ss', 'disable_gravatar = true']],
    ['news', ['news_feed_enabled = false']],
    ['snapshots', ['external_enabled = false']],
    [
      'plugins',
      [
        'allow_loading_unsigned_plugins = releaserisk-app,releaserisk-panel',
        'preinstall_disabled = true',
        'public_key_retrieval_disabled = true',
      ],
    ],
    ['auth.anonymous', ['enabled = true', 'org_role = Viewer']],
    ['unified_alerting', ['min_interval = 10s']],
  ])('says in [%s] what keeps it on this machine and quick', (name, lines) => {
    expect(section(name, text)).toEqual(expect.arrayContaining(lines));
  });

  it('quotes its folders, so that no sign in them begins a comment', () => {
    const paths = section('paths', text);
    expect(paths).toContain('data = `/run/with #; signs/data`');
    expect(paths.every((line) => /= `.*`$/.test(line))).toBe(true);
  });
});
