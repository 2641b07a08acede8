import { datasourceList } from '@release-risk/apply/datasourceList';
import type { ApplyError, ApplyFault, ApplyFaultName, ApplyFaults } from '@release-risk/apply/errors';
import { CliError } from '../errors.ts';

/** What a command line says otherwise about a fault: it names its flags. */
interface Words<N extends ApplyFaultName> {
  readonly message?: (fault: ApplyFault<N>) => string;
  readonly hint?: (fault: ApplyFault<N>) => string;
}

const bindIt = ({ fitting }: Pick<ApplyFaults['datasourceMissing'], 'fitting'>): string =>
  fitting.length === 0
    ? 'Add one to Grafana first.'
    : `Bind it with --datasource name=uid; there are: ${datasourceList(fitting)}.`;

const WORDS: { readonly [N in ApplyFaultName]?: Words<N> } = {
  datasourceMissing: { hint: bindIt },
  datasourceOfOtherType: { hint: bindIt },
  datasourceUndecided: { hint: bindIt },
  folderIsDashboard: { hint: () => 'Name another with --folder, or leave it out.' },
  noPipelineInModel: { hint: () => 'Leave out --pipeline, or name one in the model.' },
  notARepository: {
    message: ({ where }) => `--pipeline ${JSON.stringify(where)} is no GitHub repository`,
    hint: () => 'Such as --pipeline owner/repository.',
  },
  notAnAddress: {
    message: ({ where }) => `--pipeline ${JSON.stringify(where)} is no http(s) address`,
    hint: () => 'Such as --pipeline https://gateway.example.com.',
  },
  credentialsInAddress: {
    message: () => '--pipeline holds credentials',
    hint: () => 'Everyone who may read contact points would see them: use the environment.',
  },
  jenkinsUserMissing: { hint: () => 'Give --pipeline-user NAME.' },
  versionMissing: { hint: () => 'See them: release-risk history MODEL.' },
};

const wordsFor = <N extends ApplyFaultName>({ name }: ApplyFault<N>): Words<N> | undefined => WORDS[name];
const spoken = <N extends ApplyFaultName>(fault: ApplyFault<N>, error: ApplyError) => {
  const words = wordsFor(fault);
  return { reason: words?.message?.(fault) ?? error.message, hint: words?.hint?.(fault) ?? error.hint };
};

/** An error of applying as one of the command line. */
export function inFlags(error: ApplyError): CliError {
  const { code } = error;
  const { reason, hint } = spoken(error.fault, error);
  return new CliError(code === 'RR601' ? { code, problem: reason, hint } : { code, reason, hint });
}
