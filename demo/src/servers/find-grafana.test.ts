import { describe, expect, it } from 'vitest';
import { fakeMachine } from './fake-machine.ts';
import { findGrafana } from './find-grafana.ts';
import { NotFound } from './find-program.ts';

const executables = ['/own/release/bin/grafana', '/usr/sbin/grafana-server', '/usr/bin/grafana'];
const present = [
  '/own/conf/defaults.ini',
  '/own/release/conf/defaults.ini',
  '/usr/share/grafana/conf/defaults.ini',
  '/home/conf/defaults.ini',
];
const find = (env: Record<string, string>) => findGrafana(fakeMachine({ env, executables, present }).machine);
const program = (file: string, homeFolder: string) => ({ kind: 'program', file, homeFolder });
const running = { GRAFANA_URL: 'http://127.0.0.1:3000/', GRAFANA_USER: 'admin', GRAFANA_PASSWORD: 'a:b' };

describe('finding Grafana', () => {
  it.each([
    [
      'GRAFANA_BIN, its home the nearest folder above it with conf',
      { GRAFANA_BIN: '/own/release/bin/grafana', ...running, PATH: '/usr/bin' },
      { from: 'GRAFANA_BIN', program: program('/own/release/bin/grafana', '/own/release') },
    ],
    [
      'GRAFANA_BIN with GRAFANA_HOME',
      { GRAFANA_BIN: '/own/release/bin/grafana', GRAFANA_HOME: '/home' },
      { from: 'GRAFANA_BIN', program: program('/own/release/bin/grafana', '/home') },
    ],
    [
      'one that runs, before what happens to be installed',
      { ...running, PATH: '/usr/bin' },
      {
        from: 'GRAFANA_URL',
        program: {
          kind: 'running',
          url: 'http://127.0.0.1:3000',
          account: { kind: 'password', user: 'admin', password: 'a:b' },
        },
      },
    ],
    [
      'PATH with the home of the package',
      { PATH: '/usr/bin:/usr/sbin' },
      { from: 'PATH', program: program('/usr/bin/grafana', '/usr/share/grafana') },
    ],
    [
      'the server alone on PATH',
      { PATH: '/usr/sbin' },
      { from: 'PATH', program: program('/usr/sbin/grafana-server', '/usr/share/grafana') },
    ],
  ])('looks in its order: %s', async (_what, env, found) => {
    expect(await find({ ...env })).toEqual(found);
  });

  it('prefers a token to a password', async () => {
    const { program: found } = await find({ ...running, GRAFANA_TOKEN: 'glsa' });
    expect(found).toMatchObject({ account: { kind: 'token', token: 'glsa' } });
  });

  it.each([
    ['a program that is not there', { GRAFANA_BIN: '/gone' }, '/gone is not an executable file'],
    [
      'a home that is none',
      { GRAFANA_BIN: '/own/release/bin/grafana', GRAFANA_HOME: '/empty' },
      'holds no conf/defaults.ini',
    ],
    ['an address that is none', { GRAFANA_URL: 'grafana', GRAFANA_TOKEN: 'x' }, 'no http(s) address'],
    ['an address without an account', { GRAFANA_URL: 'http://127.0.0.1:3000' }, 'nobody to sign in as'],
    ['nothing at all', {}, 'PATH: no grafana'],
  ])('says why there is none: %s', async (what, env, reason) => {
    const end = find({ PATH: what === 'nothing at all' ? '/nowhere' : '/usr/bin', ...env });
    await expect(end).rejects.toThrow(reason);
    await expect(end).rejects.toBeInstanceOf(NotFound);
  });

  it('does not repeat credentials that stand in an address', async () => {
    const end = find({ GRAFANA_URL: 'http://admin:hunter2@127.0.0.1:3000' });
    await expect(end).rejects.toThrow('it holds credentials');
    await expect(end).rejects.not.toThrow('hunter2');
  });

  it('asks for a home folder when a program has none near it', async () => {
    const { machine } = fakeMachine({ env: { PATH: '/usr/bin' }, executables: ['/usr/bin/grafana'] });
    await expect(findGrafana(machine)).rejects.toThrow('name its home folder with GRAFANA_HOME');
  });
});
