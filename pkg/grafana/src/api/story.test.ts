import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';
import { patientClock } from '../testing/clocks.ts';
import { fakeGrafana } from '../testing/fakeGrafana.ts';
import { annotateAcknowledgement, annotateDeployment, annotateRollback } from './annotations.ts';
import { readRulesOfDashboard } from './ruleState.ts';
import { readStory } from './story.ts';

const BOT = { service: 'lead-bot' };

function open() {
  const fake = fakeGrafana();
  const target = { url: 'http://grafana', auth: { kind: 'token', token: 't' } } as const;
  return { fake, client: grafanaClient(target, fake.transport, patientClock()) };
}

const at = (minute: number) => `2026-11-21T12:${String(minute).padStart(2, '0')}:00Z`;

function deployed(id: string, minute: number, more: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id,
    labels: BOT,
    version: `1.${id}.0`,
    startedAt: at(minute),
    kind: 'deploy',
    migrations: 'none',
    ...more,
  };
}

function rollback(state: RollbackProgress['state'], minute: number): RollbackProgress {
  return {
    apiVersion: 'releaserisk/rollback/v1',
    id: 'lead-bot: 1.2.0',
    labels: BOT,
    from: '1.2.0',
    to: '1.1.0',
    state,
    askedAt: at(10),
    updatedAt: at(minute),
  };
}

const SEEN: Acknowledgement = {
  apiVersion: 'releaserisk/acknowledgement/v1',
  labels: BOT,
  version: '1.2.0',
  by: 'dilnoza',
  at: at(11),
};

describe('The story of a service', () => {
  it('is empty where nothing was written down', async () => {
    const { client } = open();
    expect(await readStory(client, BOT, 20)).toEqual({
      deployments: [],
      rollback: undefined,
      acknowledgement: undefined,
    });
  });

  it('rejects where annotations may not be read', async () => {
    const { fake, client } = open();
    fake.before = () => ({ status: 403, body: { message: 'Permissions needed: annotations:read' } });
    await expect(readStory(client, BOT, 20)).rejects.toThrow(GrafanaError);
  });

  it.each([
    ['null', null],
    ['a text', 'hello'],
    ['a list', []],
    ['no apiVersion', { id: 'x', labels: BOT, version: '1', startedAt: at(1) }],
    ['a later version', { ...deployed('9', 9), apiVersion: 'releaserisk/deployment/v2' }],
    ['a field nobody knows', { ...deployed('9', 9), surprise: 1 }],
    ['a moment that is none', { ...deployed('9', 9), startedAt: 'yesterday' }],
    ['a state that is none', { ...rollback('asked', 11), state: 'thinking' }],
    ['nobody', { ...SEEN, by: '' }],
  ])('leaves out an annotation whose data is %s, and keeps the others', async (_, data) => {
    const { fake, client } = open();
    await annotateDeployment(client, deployed('1', 1), ['service']);
    fake.annotations.push({ id: 99, time: 1, tags: ['release-risk', 'service:lead-bot'], text: 'by hand', data });
    const story = await readStory(client, BOT, 20);
    expect(story.deployments.map(({ id }) => id)).toEqual(['1']);
    expect([story.rollback, story.acknowledgement]).toEqual([undefined, undefined]);
  });

  it('is not that of a service whose name only looks the same as a tag', async () => {
    const { client } = open();
    await annotateDeployment(client, deployed('1', 1, { labels: { service: 'lead:bot' } }), ['service']);
    await annotateDeployment(client, deployed('2', 2, { labels: { service: 'lead_bot' } }), ['service']);
    const story = await readStory(client, { service: 'lead:bot' }, 20);
    expect(story.deployments.map(({ id }) => id)).toEqual(['1']);
  });

  it('is not that of the same service in another place', async () => {
    const { client } = open();
    await annotateDeployment(client, deployed('1', 1, { labels: { ...BOT, region: 'eu' } }), ['service', 'region']);
    expect((await readStory(client, BOT, 20)).deployments).toEqual([]);
  });

  it('is read in one request, newest first, each deployment once', async () => {
    const { fake, client } = open();
    // The long one ends last and began first; what Grafana gives first is not the newest.
    await annotateDeployment(client, deployed('1', 1, { finishedAt: at(50), outcome: 'succeeded' }), ['service']);
    await annotateDeployment(client, deployed('2', 5), ['service']);
    await annotateDeployment(client, deployed('3', 9), ['service']);
    fake.annotations.push({ ...fake.annotations[2], id: 4 });
    await annotateRollback(client, rollback('accepted', 12));
    await annotateAcknowledgement(client, SEEN);
    fake.requests.length = 0;
    const story = await readStory(client, BOT, 20);
    expect(fake.requests).toEqual(['GET /api/annotations']);
    expect(story.deployments.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(story.rollback).toMatchObject({ state: 'accepted', to: '1.1.0' });
    expect(story.acknowledgement).toMatchObject({ by: 'dilnoza', version: '1.2.0' });
  });
});

describe('A rollback', () => {
  it('is one annotation from asking to the end, and a region when it has ended', async () => {
    const { fake, client } = open();
    expect(await annotateRollback(client, rollback('asked', 10))).toBe('created');
    expect(await annotateRollback(client, rollback('asked', 10))).toBe('unchanged');
    expect(fake.annotations[0]).not.toHaveProperty('timeEnd');
    expect(await annotateRollback(client, rollback('accepted', 11))).toBe('updated');
    expect(await annotateRollback(client, rollback('done', 13))).toBe('updated');
    expect(fake.annotations).toHaveLength(1);
    expect(fake.annotations[0]).toMatchObject({
      tags: ['release-risk', 'service:lead-bot', 'kind:rollback', 'rollback:lead-bot_1.2.0'],
      time: Date.parse(at(10)),
      timeEnd: Date.parse(at(13)),
      text: 'Rollback of lead-bot from 1.2.0 to 1.1.0: done',
      data: { state: 'done' },
    });
  });

  it('stays done when an older message comes late', async () => {
    const { client } = open();
    await annotateRollback(client, rollback('done', 13));
    expect(await annotateRollback(client, rollback('accepted', 11))).toBe('unchanged');
    expect((await readStory(client, BOT, 20)).rollback?.state).toBe('done');
  });

  it('of another id that makes the same tag is another annotation', async () => {
    const { fake, client } = open();
    await annotateRollback(client, rollback('asked', 10));
    await annotateRollback(client, { ...rollback('asked', 10), id: 'lead-bot_1.2.0' });
    expect(fake.annotations).toHaveLength(2);
  });
});

describe('An acknowledgement', () => {
  it('is written once, and again for another moment', async () => {
    const { fake, client } = open();
    expect(await annotateAcknowledgement(client, SEEN)).toBe('created');
    expect(await annotateAcknowledgement(client, SEEN)).toBe('unchanged');
    expect(await annotateAcknowledgement(client, { ...SEEN, note: 'looking at the database' })).toBe('updated');
    expect(await annotateAcknowledgement(client, { ...SEEN, at: at(20) })).toBe('created');
    expect(fake.annotations.map(({ text }) => text)).toEqual([
      'dilnoza takes care of lead-bot 1.2.0: looking at the database',
      'dilnoza takes care of lead-bot 1.2.0',
    ]);
    expect(fake.annotations[0]).toMatchObject({ tags: ['release-risk', 'service:lead-bot', 'acknowledgement'] });
  });
});

describe('The rules of a dashboard', () => {
  it('are those of every group, with what their alerts say and whether they are paused', async () => {
    const { fake, client } = open();
    const asked: string[] = [];
    const alert = { labels: BOT, annotations: { score: '1.60' }, state: 'Alerting', activeAt: at(1), value: '1e+00' };
    fake.before = ({ url }) => {
      asked.push(url);
      const rules = [
        {
          uid: 'a',
          name: 'Act',
          state: 'firing',
          health: 'ok',
          lastEvaluation: at(2),
          isPaused: false,
          alerts: [alert],
        },
        { uid: 'b', name: 'Review', state: 'inactive', health: 'error', lastError: 'no such host', isPaused: true },
      ];
      return { status: 200, body: { data: { groups: rules.map((rule) => ({ name: rule.name, rules: [rule] })) } } };
    };
    expect(await readRulesOfDashboard(client, 'rr bot')).toMatchObject([
      { uid: 'a', isPaused: false, alerts: [{ annotations: { score: '1.60' }, state: 'Alerting' }] },
      { uid: 'b', isPaused: true, health: 'error', lastError: 'no such host' },
    ]);
    expect(asked).toEqual([expect.stringContaining('?dashboard_uid=rr+bot')]);
  });
});
