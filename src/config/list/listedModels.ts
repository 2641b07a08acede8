import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import type { RiskModel } from '@release-risk/model/model';
import type { Problem } from '../../risk/problems.ts';
import { problemOf } from '../../risk/read/problemError.ts';
import { readDocument } from '../../risk/read/readDocument.ts';
import { check, errorsOf } from '../draft/checked.ts';
import { documentName } from '../draft/modelDocument.ts';

/** One entry of the settings, whatever it is. */
export interface ListedModel {
  /** Its place in the settings. */
  readonly at: number;
  readonly document: unknown;
  /** Undefined where it does not even say how it is called. */
  readonly name: string | undefined;
  readonly state:
    | { readonly kind: 'sound'; readonly model: RiskModel }
    /** Written for a later version of the plugin. */
    | { readonly kind: 'newer'; readonly apiVersion: string }
    | { readonly kind: 'broken'; readonly diagnostics: readonly Diagnostic[] };
  /** Another entry before it has the same name: only the first one is ever used. */
  readonly isShadowed: boolean;
}

/** Every model of the settings, in their order: each is read for itself, so that a broken one hides no other. */
export function listedModels({ models }: Pick<StoredSettings, 'models'>): readonly ListedModel[] {
  const names = models.map(documentName);
  return models.map((document, at): ListedModel => {
    const name = names[at];
    const isShadowed = name !== undefined && names.indexOf(name) < at;
    return { at, document, name, state: stateOf(document, name), isShadowed };
  });
}

function stateOf(document: unknown, name: string | undefined): ListedModel['state'] {
  try {
    return { kind: 'sound', model: readDocument(document) };
  } catch (error) {
    const problem: Problem = problemOf(error);
    if (problem.name === 'newerModel') return { kind: 'newer', apiVersion: problem.apiVersion };
    return { kind: 'broken', diagnostics: errorsOf(check(JSON.stringify(document) ?? 'null', name ?? 'model')) };
  }
}
