/** What keeps a model's objects from being made: one sentence and one hint each, and the error that carries them. */
import type { EmitDiagnostic } from '@release-risk/compiler/emit/diagnostics';
import type { Datasource } from '@release-risk/grafana/api/datasources';
import type { DatasourceType } from '@release-risk/model/model';
import { datasourceList } from './datasourceList.ts';

/** What each fault knows. `fitting`: the datasources of Grafana that could be meant instead. */
export interface ApplyFaults {
  /** None of Grafana's has the uid or name that was named. */
  readonly datasourceMissing: {
    readonly logical: string;
    readonly wanted: string;
    readonly fitting: readonly Datasource[];
  };
  readonly datasourceOfOtherType: {
    readonly logical: string;
    readonly type: DatasourceType;
    readonly uid: string;
    readonly found: string;
    readonly fitting: readonly Datasource[];
  };
  /** Nothing names one, and there is none of its type, or more than one. */
  readonly datasourceUndecided: {
    readonly logical: string;
    readonly type: DatasourceType;
    readonly fitting: readonly Datasource[];
  };
  readonly noServices: { readonly reason: string; readonly hint: string };
  readonly folderIsDashboard: { readonly uid: string };
  readonly notCompiled: { readonly model: string; readonly diagnostics: readonly EmitDiagnostic[] };
  readonly noPipelineInModel: object;
  readonly notARepository: { readonly where: string };
  readonly notAnAddress: { readonly where: string };
  readonly credentialsInAddress: object;
  readonly jenkinsUserMissing: object;
  readonly versionMissing: { readonly version: number };
  readonly versionWithoutModel: { readonly version: number; readonly reason: string };
}

export type ApplyFaultName = keyof ApplyFaults;
/** One thing that stands in the way, told apart by `name`. */
export type ApplyFault<N extends ApplyFaultName = ApplyFaultName> = {
  readonly [K in N]: { readonly name: K } & ApplyFaults[K];
}[N];

/** As the command line counts them: RR601 something was said wrongly, RR609 no services, RR611 Grafana or the model refuses. */
export type ApplyCode = 'RR601' | 'RR609' | 'RR611';

interface Entry<N extends ApplyFaultName> {
  readonly code: ApplyCode;
  readonly message: (fault: ApplyFault<N>) => string;
  /** What to do, in words that fit any surface. */
  readonly hint: (fault: ApplyFault<N>) => string;
}

const bindOneOf = ({ fitting }: { readonly fitting: readonly Datasource[] }): string =>
  fitting.length === 0 ? 'Add one to Grafana first.' : `Bind it to one of: ${datasourceList(fitting)}.`;

export const APPLY_CATALOGUE: { readonly [N in ApplyFaultName]: Entry<N> } = {
  datasourceMissing: {
    code: 'RR611',
    message: ({ logical, wanted }) => `Grafana has no datasource "${wanted}" for "${logical}"`,
    hint: bindOneOf,
  },
  datasourceOfOtherType: {
    code: 'RR611',
    message: ({ logical, type, uid, found }) => `"${uid}" is a datasource of type ${found}, "${logical}" needs ${type}`,
    hint: bindOneOf,
  },
  datasourceUndecided: {
    code: 'RR611',
    message: ({ logical, type, fitting }) =>
      `Nothing says which datasource "${logical}" (${type}) is: Grafana has ${fitting.length === 0 ? 'none' : String(fitting.length)} of that type`,
    hint: bindOneOf,
  },
  noServices: { code: 'RR609', message: ({ reason }) => reason, hint: ({ hint }) => hint },
  folderIsDashboard: {
    code: 'RR601',
    message: ({ uid }) => `The folder ${uid} has the uid of a dashboard, and Grafana keeps both in one place`,
    hint: () => 'Name another folder, or none.',
  },
  notCompiled: {
    code: 'RR611',
    message: ({ model, diagnostics }) =>
      `The model ${model} cannot be compiled for Grafana: ${diagnostics.map(sentence).join('; ')}`,
    hint: ({ diagnostics }) => diagnostics[0]?.hint ?? '',
  },
  noPipelineInModel: {
    code: 'RR601',
    message: () => 'The model has no pipeline contact point',
    hint: () => 'Leave out where the pipeline is, or name one in the model.',
  },
  notARepository: {
    code: 'RR601',
    message: ({ where }) => `${JSON.stringify(where)} is no GitHub repository`,
    hint: () => 'Such as owner/repository.',
  },
  notAnAddress: {
    code: 'RR601',
    message: ({ where }) => `${JSON.stringify(where)} is no http(s) address`,
    hint: () => 'Such as https://gateway.example.com.',
  },
  credentialsInAddress: {
    code: 'RR601',
    message: () => 'The address of the pipeline holds credentials',
    hint: () => 'Everyone who may read contact points would see them: give them as secrets.',
  },
  jenkinsUserMissing: {
    code: 'RR601',
    message: () => 'Jenkins needs the user of the token',
    hint: () => 'Name the user.',
  },
  versionMissing: {
    code: 'RR601',
    message: ({ version }) => `There is no version ${String(version)}`,
    hint: () => 'Choose one of the history.',
  },
  versionWithoutModel: {
    code: 'RR611',
    message: ({ version, reason }) => `Version ${String(version)} cannot be applied again: ${reason}`,
    hint: () => 'Choose another version.',
  },
};

function sentence({ code, message, path }: EmitDiagnostic): string {
  const where = path.length === 0 ? '' : ` (${path.join('.')})`;
  return `${code} ${message}${where}`;
}

const entryOf = <N extends ApplyFaultName>(fault: ApplyFault<N>): Entry<N> => APPLY_CATALOGUE[fault.name];
const described = <N extends ApplyFaultName>(fault: ApplyFault<N>) => {
  const { code, message, hint } = entryOf(fault);
  return { code, message: message(fault), hint: hint(fault) };
};

/** The only error of this package; what Grafana itself refuses stays a `GrafanaError`, a failed discovery a `QueryError`. */
export class ApplyError extends Error {
  readonly code: ApplyCode;
  /** What to do about it, a sentence. */
  readonly hint: string;

  constructor(readonly fault: ApplyFault) {
    const { code, message, hint } = described(fault);
    super(message);
    this.name = 'ApplyError';
    this.code = code;
    this.hint = hint;
  }
}
