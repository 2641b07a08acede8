import { Document, isMap, isScalar, isSeq, Scalar, YAMLMap, type Node } from 'yaml';
import type { DraftModel, DraftSignal } from './draft.ts';

/** The schema beside the model; `release-risk schema` writes it. */
const SCHEMA_FILE = './risk-model.schema.json';
const LONG_QUERY = 70;
const LONGEST_COMMENT = 160;

/** The YAML text of a draft, commented for the person who will go on from it. Data never meets a text template. */
export function modelText(draft: DraftModel): string {
  const document = new Document(draftDocument(draft), { aliasDuplicateObjects: false });
  document.commentBefore = commentOf([
    `yaml-language-server: $schema=${SCHEMA_FILE}`,
    'Editors complete and check with it once it is there: release-risk schema > risk-model.schema.json',
    '',
    ...draft.comments,
  ]);
  comment(document, ['identity'], ['What is released and scored: one value of these labels.']);
  comment(
    document,
    ['datasources'],
    [
      'Logical names. Addresses and credentials stand outside the model: --prometheus URL, --loki URL, or a bindings file.',
    ],
  );
  comment(
    document,
    ['signals'],
    [
      'One query each, giving one number per service. Weights are whole numbers; their share of the sum is what counts.',
      'Green, yellow, red = 0, 1, 2; the score is the weighted mean. A red critical signal is High by itself (a veto).',
    ],
  );
  comment(document, ['bands'], ['Above low: Medium. Above high: High. A High has recovered below recovery.']);
  comment(
    document,
    ['policy'],
    ['How long High must stand, how long a release warms up, and how long after it a rollback may follow.'],
  );
  comment(document, ['action'], ['observe: tell. ask: a person approves. act: roll back.']);
  draft.signals.forEach((signal, index) => {
    comment(document, ['signals', index], signal.comments);
    comment(document, ['signals', index, 'limit'], [signal.judgement.reason]);
    block(document.getIn(['signals', index, 'query'], true));
    block(document.getIn(['signals', index, 'samples', 'query'], true));
  });
  flow(document.getIn(['identity', 'labels'], true));
  for (const key of ['bands', 'action']) flow(document.get(key, true));
  draft.signals.forEach((_, index) => {
    flow(document.getIn(['signals', index, 'limit'], true));
    flow(document.getIn(['signals', index, 'baseline'], true));
  });
  return document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: false });
}

/** The document of a draft: what its text says, without the comments. */
export function draftDocument(draft: DraftModel): Record<string, unknown> {
  const [label] = draft.labels;
  const single = draft.labels.length === 1 && label !== undefined;
  const { services } = draft;
  return {
    apiVersion: 'releaserisk/v1',
    kind: 'RiskModel',
    name: draft.name,
    title: draft.title,
    identity: {
      labels: draft.labels,
      services:
        services.kind === 'listed'
          ? services.list.map((service) => (single ? (service[label] ?? '') : service))
          : { discover: { datasource: services.datasource, query: services.query } },
    },
    datasources: draft.datasources,
    signals: draft.signals.map(signalDocument),
    bands: { low: 0.5, high: 1.5, recovery: 1 },
    policy: { for: '1m', keepFiringFor: '5m', warmUp: '3m', actionWindow: '2h', cooldown: '30m' },
    action: { mode: 'observe' },
  };
}

/** A signal as it stands in a document. */
export function signalDocument(signal: DraftSignal): Record<string, unknown> {
  const { worse, baseline, limit } = signal.judgement;
  return {
    id: signal.id,
    title: signal.title,
    datasource: signal.datasource,
    query: signal.query,
    ...(signal.unit === '' ? {} : { unit: signal.unit }),
    ...(worse === undefined ? {} : { worse }),
    weight: signal.weight,
    ...(signal.critical ? { critical: true } : {}),
    ...(baseline === undefined ? {} : { baseline }),
    limit,
    ...(signal.samples === undefined ? {} : { samples: signal.samples }),
    ...(signal.emptyIsZero ? { empty: 'zero' } : {}),
    ...(signal.missing === undefined ? {} : { missing: signal.missing }),
  };
}

/** Puts comment lines above the key, or above the entry of a list. */
function comment(document: Document, path: readonly (string | number)[], lines: readonly string[]): void {
  if (lines.length === 0) return;
  const key = path.at(-1);
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const node = isSeq(parent) && typeof key === 'number' ? asNode(parent.items[key]) : keyNode(parent, key);
  if (node === undefined) return;
  node.commentBefore = commentOf(lines);
  node.spaceBefore = path.length === 1 || (isSeq(parent) && key !== 0);
}

function keyNode(parent: unknown, key: unknown): Node | undefined {
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
  return isScalar(pair?.key) ? pair.key : undefined;
}

function asNode(value: unknown): Node | undefined {
  return value instanceof YAMLMap || isScalar(value) ? value : undefined;
}

function block(node: unknown): void {
  if (!isScalar(node) || typeof node.value !== 'string') return;
  if (node.value.length > LONG_QUERY || node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
}

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}

function commentOf(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : ` ${commentLine(line)}`)).join('\n');
}

/** Label values end up in comments: one line, no control characters, not endless. */
function commentLine(line: string): string {
  const clean = line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]+/gu, ' ');
  return clean.length > LONGEST_COMMENT ? `${clean.slice(0, LONGEST_COMMENT - 3)}...` : clean;
}
