import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/** What is sent, and over how many connections at the same time. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Bytes of one whole HTTP request; the number is that of the request. */
  readonly request: (at: number) => Buffer;
}

export interface LoadResult {
  /** Answers with 2xx. */
  readonly acked: number;
  readonly refused: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One request after the other on each connection, by raw sockets, so that the sender costs little. */
export async function load({ port, connections, seconds, request }: Load): Promise<LoadResult> {
  const times: number[] = [];
  let refused = 0;
  let next = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
          let sentAt = 0;
          let head = '';
          const send = () => {
            if (performance.now() >= end) {
              socket.destroy();
              resolve();
              return;
            }
            const bytes = request((next += 1));
            sentAt = performance.now();
            socket.write(bytes);
          };
          socket.on('connect', send);
          socket.on('error', reject);
          socket.on('data', (chunk) => {
            head += chunk.toString('latin1');
            const bodyAt = head.indexOf('\r\n\r\n');
            if (bodyAt < 0) return;
            const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
            if (head.length < bodyAt + 4 + length) return;
            if (head.startsWith('HTTP/1.1 2')) times.push(performance.now() - sentAt);
            else refused += 1;
            head = '';
            send();
          });
        }),
    ),
  );
  const took = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? NaN;
  return { acked: times.length, refused, perSecond: times.length / took, p50: quantile(0.5), p99: quantile(0.99) };
}

/** Sends one request; resolves with the first bytes of its answer. */
export function sendOnce(port: number, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(request));
    socket.on('error', reject);
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString('latin1'));
    });
  });
}

/** A signed delivery of one firing alert, in the size Grafana sends: about 2.3 KB. */
export function signedAlert(
  secret: string,
  version: string,
  startsAt: string,
  service = 'bench',
  pod?: string,
): Buffer {
  const alert = {
    status: 'firing',
    labels: {
      alertname: 'Bench: High release risk',
      grafana_folder: 'Release Risk',
      service,
      ...(pod === undefined ? {} : { pod }),
      version,
      severity: 'critical',
      release_risk_model: 'bench',
      release_risk_rule: 'act',
      release_risk_fingerprint: '0123456789abcdef',
    },
    annotations: {
      action: 'act',
      cause: 'Veto: error rate 32.9% vs usual 0.185% (n=219); API latency p95 410 ms vs usual 190 ms adds 0.30',
      summary: `${service} ${version}: release risk High`,
      verdict: 'High',
      risk_score: '0.60',
      coverage: '100%',
      idempotency_key: `${service}@${version}`,
      padding: 'x'.repeat(900),
    },
    startsAt,
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'https://grafana.example.com/alerting/grafana/rr-bench-act/view?orgId=1',
    fingerprint: version,
  };
  const body = JSON.stringify({
    receiver: 'release-risk-gateway',
    status: 'firing',
    version: '1',
    groupKey: `{}:{version="${version}"}`,
    truncatedAlerts: 0,
    orgId: 1,
    title: '[FIRING:1] Bench: High release risk',
    state: 'alerting',
    message: 'x'.repeat(300),
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'https://grafana.example.com/',
    alerts: [alert],
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}:${body}`).digest('hex');
  return Buffer.from(
    `POST /v1/alerts/grafana HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
      `x-grafana-alerting-signature: ${signature}\r\nx-grafana-alerting-timestamp: ${timestamp}\r\n` +
      `content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
}
