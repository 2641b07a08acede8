import { describeAdapter } from '../testing/describeAdapter.ts';
import { apiTemplate, deployed, rollOut } from '../testing/fakeDeployment.ts';
import { FAKE_CLUSTER_TOKEN, fakeKubernetes } from '../testing/fakeKubernetes.ts';
import { localEgress } from '../testing/localEgress.ts';
import { sampleRequest } from '../testing/sampleRequest.ts';
import { kubernetesAdapter } from './kubernetesAdapter.ts';
import { kubernetesSettingsSchema } from './settings.ts';

describeAdapter('A Kubernetes Deployment', async () => {
  const cluster = await fakeKubernetes();
  deployed(
    cluster,
    ['1.40.0', '1.41.0', '1.42.0'].map((version) => apiTemplate(version)),
  );
  const settings = kubernetesSettingsSchema.parse({
    kind: 'kubernetes',
    url: cluster.url,
    token: { env: 'TOKEN' },
    namespace: 'shop',
    deployment: 'api',
  });
  return {
    adapter: kubernetesAdapter(settings, { egress: localEgress(cluster), readSecret: () => FAKE_CLUSTER_TOKEN }),
    request: sampleRequest(),
    executions: (correlationId) => cluster.executed.filter((id) => id === correlationId).length,
    end: (_, how) => {
      rollOut(cluster, { available: how === 'succeeded' });
      if (how === 'succeeded') return;
      cluster.change('Deployment', 'api', ({ status }) => {
        status['conditions'] = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
      });
    },
    breakRequests: cluster.break,
    mend: cluster.mend,
    addresses: () => cluster.requests.map(({ url }) => url),
    close: () => cluster.close(),
  };
});
