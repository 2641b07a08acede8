import type { BodyOf, WebVerdict } from '@release-risk/contract/gatewayApi';
import { isUnderWay } from '@release-risk/contract/rollback';
import type { Handlers } from './handler.ts';
import { labelsOf } from './labelsQuery.ts';
import type { Operations } from './operations.ts';

type Routes = 'putDeployment' | 'listDeployments' | 'verdict' | 'flaggerConfirm' | 'flaggerRollback';

const OK = 200;
const NO = 403;

/** What pipelines tell and ask. */
export function pipelineHandlers(operations: Operations): Pick<Handlers, Routes> {
  const flagger = async (hook: BodyOf<'flaggerConfirm'>): Promise<WebVerdict> =>
    await operations.verdict({
      service: hook.metadata?.['service'] ?? hook.name,
      labels: labelsOf(hook.metadata?.['labels']),
      model: hook.metadata?.['model'],
    });
  return {
    async putDeployment({ body }) {
      return { body: { written: await operations.putDeployment(body()) } };
    },
    async listDeployments({ query }) {
      const { labels, limit } = query();
      return { body: { deployments: [...(await operations.deployments(labelsOf(labels), limit))] } };
    },
    async verdict({ param, query }) {
      const { labels, model } = query();
      return { body: await operations.verdict({ service: param('service'), labels: labelsOf(labels), model }) };
    },
    async flaggerConfirm({ body }) {
      const verdict = await flagger(body());
      return { body: verdict, status: verdict.ok ? OK : NO };
    },
    // Here 2xx undoes the release: whatever is not certain answers something else.
    async flaggerRollback({ body }) {
      const verdict = await flagger(body());
      return { body: verdict, status: rollsBack(verdict) ? OK : NO };
    },
  };
}

function rollsBack({ verdict, held, rollback }: WebVerdict): boolean {
  return (rollback !== null && isUnderWay(rollback)) || (verdict === 'High' && !held);
}
