import { describe, expect, it } from 'vitest';
import { gatewayLogger } from './logger.ts';

function logging() {
  const lines: string[] = [];
  return { lines, logger: gatewayLogger({ level: 'info', write: (line) => lines.push(line) }) };
}

describe('An entry of the log', () => {
  it.each([
    { authorization: 'Bearer hunter2' },
    { headers: { authorization: 'hunter2', cookie: 'hunter2', 'x-grafana-id': 'hunter2' } },
    { req: { headers: { 'x-release-risk-proxy': 'hunter2', 'x-slack-signature': 'v0=hunter2' } } },
    { config: { slack: { token: 'hunter2', secret: 'hunter2' } } },
    { a: { b: { c: { password: 'hunter2' } } } },
    { decision: { nonce: 'hunter2', revision: 3 } },
    { request: { headers: { 'private-token': 'hunter2', 'set-cookie': 'hunter2' } } },
    { headers: { 'x-grafana-alerting-signature': 'hunter2' } },
  ])('shows no secret: %j', (entry) => {
    const { lines, logger } = logging();
    logger.info(entry, 'said');
    expect(lines.join()).toContain('said');
    expect(lines.join()).not.toContain('hunter2');
    expect(lines.join()).toContain('[redacted]');
  });

  it.each(['a\n{"level":60,"msg":"forged"}', 'a\r\nb', 'a\u001b[2Jb', 'a\u009b31mb', 'a\u2028b', 'v1\u202e0.2'])(
    'is one line that no terminal obeys: %j',
    (text) => {
      const { lines, logger } = logging();
      logger.info({ text }, text);
      expect(lines).toHaveLength(1);
      const [line = ''] = lines;
      expect(line.trimEnd()).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.parse(line)).toMatchObject({ text, msg: text, level: 30 });
    },
  );
});
