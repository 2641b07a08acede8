import { plainLine } from '@release-risk/query/serverMessage';
import type { Progress } from '../adapter.ts';
import type { Deployment } from './objects.ts';

/** How far the controller is with what the Deployment asks for. */
export function deploymentProgress({ metadata, spec, status }: Deployment): Progress {
  if (status.observedGeneration < metadata.generation) {
    return { kind: 'running', note: 'the controller has not seen the change yet' };
  }
  const progressing = (status.conditions ?? []).find(({ type }) => type === 'Progressing');
  if (progressing?.status === 'False' && progressing.reason === 'ProgressDeadlineExceeded') {
    return { kind: 'failed', reason: plainLine(progressing.message ?? 'ProgressDeadlineExceeded', 300) };
  }
  const { replicas, updatedReplicas, availableReplicas } = status;
  const isDone = updatedReplicas === spec.replicas && replicas === spec.replicas && availableReplicas === spec.replicas;
  if (isDone) return { kind: 'succeeded' };
  const of = String(spec.replicas);
  const old = replicas - updatedReplicas;
  const note = `${String(updatedReplicas)} of ${of} replaced, ${String(availableReplicas)} available, ${String(old)} old`;
  return { kind: 'running', note };
}
