import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Parts } from './parts.ts';

/** Who hears of a verdict, and who may act on it. */
export function actionFindings(parts: Parts): Finding[] {
  return [...modeFindings(parts), ...receiverFindings(parts), ...sharedContactFindings(parts)];
}

const MODE = ['action', 'mode'] as const;

function modeFindings(parts: Parts): Finding[] {
  const mode = parts.action?.mode ?? 'observe';
  const pipeline = parts.contactPoints?.pipeline;
  const findings: Finding[] = [];
  if (mode !== 'observe' && parts.challengerOf !== undefined) {
    findings.push({
      code: 'RR419',
      path: MODE,
      message: `A challenger of "${parts.challengerOf}" never acts, so its mode cannot be ${mode}`,
      hint: 'Use observe.',
    });
  }
  if (mode === 'act' && pipeline && 'direct' in pipeline && !parts.deployment && parts.complete) {
    findings.push({
      code: 'RR413',
      path: MODE,
      message: 'Acting through a direct contact point needs to know which deployment is bad',
      hint: 'Add deployment.query, or use the gateway, or mode ask.',
    });
  }
  return findings;
}

function receiverFindings(parts: Parts): Finding[] {
  const mode = parts.action?.mode ?? 'observe';
  if (mode === 'observe' || !parts.complete) return [];
  const unheard = (contact: 'pipeline' | 'team', who: string, hint: string): Finding => ({
    code: 'RR417',
    path: MODE,
    message: `Mode ${mode} without contactPoints.${contact}: no ${who} would hear of it`,
    hint,
  });
  const { pipeline, team } = parts.contactPoints ?? {};
  return [
    ...(pipeline ? [] : [unheard('pipeline', 'pipeline', 'Name the gateway or a direct contact point.')]),
    ...(team === undefined ? [unheard('team', 'person', "Name the team's own contact point.")] : []),
  ];
}

function sharedContactFindings({ contactPoints }: Parts): Finding[] {
  const { pipeline, team } = contactPoints ?? {};
  const pipelineName = pipeline && ('gateway' in pipeline ? pipeline.gateway : pipeline.direct);
  if (team === undefined || team !== pipelineName) return [];
  return [
    {
      code: 'RR418',
      path: ['contactPoints', 'team'],
      message: `The pipeline and the team cannot share the contact point "${team}"`,
      hint: 'The pipeline acts on what it hears; people must hear of everything. Use two.',
    },
  ];
}
