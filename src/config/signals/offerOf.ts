import { UNITS, type Unit } from '@release-risk/model/units';
import { textIn, type Part } from '../../risk/edit/signalDraft.ts';
import type { HostDatasource } from '../../risk/host.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { identityLabels } from '../draft/services.ts';
import type { FoundQuery } from './foundQuery.ts';
import { literalQuery, type LiteralQuery } from './literalQuery.ts';
import { logicalFor, type Logical } from './logicalDatasource.ts';
import { signalOfQuery } from './signalOfQuery.ts';

export interface OfferContext {
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly datasources: readonly HostDatasource[];
  /** Values that a person typed for variables. */
  readonly typed: Readonly<Record<string, string>>;
  /** The query as a person wrote it over; undefined: as it was made literal. */
  readonly edited: string | undefined;
}

/** A query that was found, as the signal it would be. */
export interface Offer {
  readonly literal: LiteralQuery;
  readonly query: string;
  /** Undefined where the model has no datasource of its type. */
  readonly logical: Logical | undefined;
  readonly signal: Part;
  readonly unit: Unit;
  /** What tells services apart in the model. */
  readonly labels: readonly string[];
}

export function offerOf(
  { expr, variables, datasource, title, refId, grafanaUnit }: FoundQuery,
  { document, bindings, datasources, typed, edited }: OfferContext,
): Offer {
  const labels = identityLabels(document);
  const { scrapeInterval, type } = datasource;
  const literal = literalQuery(expr, { variables, typed, identityLabels: labels, scrapeInterval });
  const query = edited ?? literal.expr;
  const logical = logicalFor(document, bindings, datasource, datasources);
  const named = { title: title === '' ? refId : title, datasource: logical?.name ?? '' };
  const signal = signalOfQuery({ ...named, type, query, grafanaUnit });
  const unit = textIn(signal, 'unit') ?? '';
  return { literal, query, logical, signal, unit: isUnit(unit) ? unit : '', labels };
}

function isUnit(text: string): text is Unit {
  return Object.hasOwn(UNITS, text);
}
