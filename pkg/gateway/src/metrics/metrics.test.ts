import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreCounts } from '../store/store.ts';
import { SAMPLE_DEPLOYMENT } from '../testing/recordingOperations.ts';
import { deployedSeries } from './deployedSeries.ts';
import { gatewayMetrics } from './metrics.ts';

const COUNTS: StoreCounts = {
  jobsDue: 3,
  oldestDueMs: 1500,
  messagesWaiting: 2,
  deliveriesWaiting: 1,
  rollbacksByState: { awaiting_approval: 4, succeeded: 9 },
};
const samples = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const deployment = (change: Partial<DeploymentRecord>): DeploymentRecord => ({ ...SAMPLE_DEPLOYMENT, ...change });

describe('The metrics of the gateway', () => {
  it('have the names that dashboards and rules know', async () => {
    const metrics = gatewayMetrics('1.2.3');
    metrics.deliveries('grafana', 'accepted', 2);
    metrics.deliveries('grafana', 'known', 0);
    metrics.request('listRollbacks', 200, 0.01);
    metrics.ack(0.002);
    metrics.pickup(0.003);
    metrics.rollbackEnded('succeeded');
    metrics.call('github', 'accepted');
    metrics.message('slack', 'sent');
    metrics.reconciled('ok', 1_795_532_210_000);
    metrics.reconciled('failed', 1_795_539_999_000);
    metrics.auditBroken(true);
    metrics.source({
      counts: async () => Promise.resolve(COUNTS),
      newestDeployments: async () => Promise.resolve([SAMPLE_DEPLOYMENT]),
    });
    const text = await metrics.text();
    expect(samples(text).filter((line) => !line.includes('_bucket') && !line.endsWith(' 0'))).toEqual([
      'release_risk_gateway_deliveries_total{source="grafana",result="accepted"} 2',
      'release_risk_gateway_requests_total{route="listRollbacks",status="200"} 1',
      'release_risk_gateway_request_seconds_sum{route="listRollbacks"} 0.01',
      'release_risk_gateway_request_seconds_count{route="listRollbacks"} 1',
      'release_risk_gateway_ack_seconds_sum 0.002',
      'release_risk_gateway_ack_seconds_count 1',
      'release_risk_gateway_pickup_seconds_sum 0.003',
      'release_risk_gateway_pickup_seconds_count 1',
      'release_risk_gateway_rollbacks{state="awaiting_approval"} 4',
      'release_risk_gateway_rollbacks{state="succeeded"} 9',
      'release_risk_gateway_rollbacks_total{outcome="succeeded"} 1',
      'release_risk_gateway_calls_total{adapter="github",outcome="accepted"} 1',
      'release_risk_gateway_jobs_due 3',
      'release_risk_gateway_oldest_job_seconds 1.5',
      'release_risk_gateway_messages_total{channel="slack",result="sent"} 1',
      'release_risk_gateway_messages_waiting 2',
      'release_risk_gateway_reconcile_total{result="ok"} 1',
      'release_risk_gateway_reconcile_total{result="failed"} 1',
      'release_risk_gateway_reconcile_last_success_timestamp_seconds 1795532210',
      'release_risk_gateway_audit_broken 1',
      'release_risk_gateway_build_info{version="1.2.3"} 1',
      'release_risk_deployed_timestamp_seconds{service="lead-bot",version="1.42.0",previous_version="1.41.0",kind="deploy"} 1795514400',
    ]);
    expect(text).toContain('release_risk_gateway_rollbacks{state="failed"} 0');
  });

  it('leave out what a store that does not answer would have said, and keep the rest', async () => {
    const metrics = gatewayMetrics('1');
    let isGone = false;
    metrics.source({
      counts: async () => (isGone ? Promise.reject(new Error('gone')) : Promise.resolve(COUNTS)),
      newestDeployments: async () => Promise.resolve([SAMPLE_DEPLOYMENT]),
    });
    metrics.deliveries('grafana', 'unavailable');
    expect(await metrics.text()).toContain('release_risk_gateway_jobs_due 3');
    isGone = true;
    const text = samples(await metrics.text()).join('\n');
    expect(text).toContain('result="unavailable"} 1');
    expect(text).not.toMatch(/jobs_due|oldest_job|messages_waiting|rollbacks\{|deployed_timestamp/);
    isGone = false;
    expect(await metrics.text()).toContain('release_risk_gateway_jobs_due 3');
  });

  it('of two gateways in one process do not meet', async () => {
    const [one, two] = [gatewayMetrics('1'), gatewayMetrics('2')];
    one.call('github', 'accepted');
    expect(await two.text()).not.toContain('calls_total{');
  });
});

describe('The deployed versions', () => {
  it('are those of the newest deployment of each service', () => {
    const older = deployment({ version: '1.0.0', startedAt: '2026-11-20T10:00:00Z' });
    const other = deployment({ labels: { service: 'shop', tenant: 'acme' }, version: '7', previousVersion: undefined });
    expect(samples(deployedSeries([older, SAMPLE_DEPLOYMENT, other]))).toEqual([
      'release_risk_deployed_timestamp_seconds{service="lead-bot",version="1.42.0",previous_version="1.41.0",kind="deploy"} 1795514400',
      'release_risk_deployed_timestamp_seconds{service="shop",tenant="acme",version="7",previous_version="",kind="deploy"} 1795514400',
    ]);
  });

  it('carry labels that Prometheus takes, and none that hides one of theirs', () => {
    const labels = { 'service-name': 'x', __name__: 'y', version: 'z', kind: 'k', '': 'e', 'a"} 1\nb': 'f', ok: 'yes' };
    expect(samples(deployedSeries([deployment({ labels })]))).toEqual([
      'release_risk_deployed_timestamp_seconds{ok="yes",version="1.42.0",previous_version="1.41.0",kind="deploy"} 1795514400',
    ]);
    expect(deployedSeries([deployment({ labels: { '-': 'x' } })])).toBe('');
    expect(deployedSeries([])).toBe('');
  });

  it('are one line each, whatever stands in them, and no more than a Prometheus bears', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (service, version) => {
        const lines = samples(deployedSeries([deployment({ labels: { service }, version })]));
        for (const line of lines)
          expect(line).toMatch(/^release_risk_deployed_timestamp_seconds\{(\w+="([^"\\\n]|\\[\\"n])*",?)+\} \d+$/);
        expect(lines.length).toBe(service === '' ? 0 : 1);
      }),
    );
    const many = Array.from({ length: 6000 }, (_, n) => deployment({ labels: { service: `s${String(n)}` } }));
    expect(samples(deployedSeries(many))).toHaveLength(5000);
  });
});
