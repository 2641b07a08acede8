import type { RiskModel, Signal } from '@release-risk/model/model';
import { DIALECTS } from './dialect.ts';

/** A model whose queries stand in their one spelling and whose services stand in one order. */
export type NormalizedModel = RiskModel & { readonly normalized: true };

/**
 * Two documents that mean the same have the same normalized model, up to texts: formatting, comments and key
 * order are gone. Signals keep their order, which breaks ties in the sentence of cause.
 */
export function normalize(model: RiskModel): NormalizedModel {
  const canonical = (datasource: string, query: string) => {
    const type = model.datasources[datasource]?.type;
    return type === undefined ? query : DIALECTS[type].canonical(query);
  };
  const lookup = <T extends { readonly datasource: string; readonly query: string }>(at: T): T => ({
    ...at,
    query: canonical(at.datasource, at.query),
  });
  const signal = (one: Signal): Signal => ({
    ...lookup(one),
    samples: one.samples && { ...one.samples, query: canonical(one.datasource, one.samples.query) },
  });
  const { services } = model.identity;
  return {
    ...model,
    identity: { ...model.identity, services: services.kind === 'listed' ? services : lookup(services) },
    deployment: model.deployment && lookup(model.deployment),
    control: model.control && { ...model.control, running: lookup(model.control.running) },
    signals: model.signals.map(signal),
    normalized: true,
  };
}
