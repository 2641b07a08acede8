import { FAKE_ARGOCD_TOKEN, fakeArgocd } from '../testing/fakeArgocd.ts';
import { describeAdapter } from '../testing/describeAdapter.ts';
import { localEgress } from '../testing/localEgress.ts';
import { deploymentOf, sampleRequest } from '../testing/sampleRequest.ts';
import { argocdAdapter } from './argocdAdapter.ts';
import { argocdSettingsSchema } from './settings.ts';

describeAdapter('Argo CD', async () => {
  const argocd = await fakeArgocd();
  const settings = argocdSettingsSchema.parse({
    kind: 'argocd',
    url: argocd.url,
    token: { env: 'ARGOCD_TOKEN' },
    application: 'lead-bot',
  });
  return {
    adapter: argocdAdapter(settings, { egress: localEgress(argocd), readSecret: () => FAKE_ARGOCD_TOKEN }),
    request: sampleRequest({
      good: { version: '1.41.0', record: deploymentOf('1.41.0', { commit: '3f2a9c1d3f2a' }) },
    }),
    // Argo CD knows no correlation id: every rollback that it began is the one that was asked for.
    executions: () => argocd.rollbacks.length,
    end: (_, how) => {
      argocd.start();
      argocd.end(how === 'succeeded' ? 'Succeeded' : 'Failed', how);
      if (how === 'succeeded') argocd.app.health = 'Healthy';
    },
    breakRequests: argocd.break,
    mend: argocd.mend,
    addresses: () => argocd.requests.map(({ url }) => url),
    close: () => argocd.close(),
  };
});
