import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';

/** Code that checks whether a call is Grafana's own, by what the contact point sends; undefined where others do that. */
export function receiverSnippet(kind: string): string | undefined {
  if (kind === 'gateway') return SIGNED;
  return kind === 'generic' ? BEARER : undefined;
}

const SIGNED = `// Node 20, no packages. The signature is over the raw bytes: check it before parsing.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const SECRET = process.env.RELEASE_RISK_GATEWAY_SECRET;
const OLDEST_SECONDS = 300;

function isFromGrafana(headers, body) {
  const timestamp = headers['${TIMESTAMP_HEADER.toLowerCase()}'] ?? '';
  const given = Buffer.from(headers['${SIGNATURE_HEADER.toLowerCase()}'] ?? '', 'hex');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > OLDEST_SECONDS) return false;
  const wanted = createHmac('sha256', SECRET).update(timestamp + ':').update(body).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (!isFromGrafana(request.headers, body)) return response.writeHead(401).end();
  const { alerts } = JSON.parse(body);
  for (const { labels, annotations } of alerts) {
    if (labels.dry_run === 'true') continue; // a test: answer, and do nothing
    console.log(annotations.action, annotations.idempotency_key, annotations.cause);
  }
  response.writeHead(202).end();
}).listen(8080);
`;

const BEARER = `// Node 20, no packages.
import { timingSafeEqual, createHash } from 'node:crypto';
import { createServer } from 'node:http';

const hash = (text) => createHash('sha256').update(text).digest();
const wanted = hash('Bearer ' + process.env.RELEASE_RISK_PIPELINE_TOKEN);

createServer(async (request, response) => {
  if (!timingSafeEqual(hash(request.headers.authorization ?? ''), wanted)) return response.writeHead(401).end();
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { action, idempotency_key, bad_version, good_version } = JSON.parse(Buffer.concat(chunks));
  // A test is neither: answer, and do nothing. Calls may come twice: one key is one rollback.
  if (action === 'act' || action === 'ask') console.log(action, idempotency_key, bad_version, good_version);
  response.writeHead(202).end();
}).listen(8080);
`;
