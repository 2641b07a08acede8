import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';
import type { TestedAlert } from './testDelivery.ts';

const RENDERED = z.object({
  results: z.array(z.object({ name: z.string(), text: z.string().default('') })).nullish(),
  errors: z.array(z.object({ message: z.string().default('') })).nullish(),
});

const NAME = 'release-risk-preview';

/** What Grafana's own engine makes of the body of a template for one alert that began at `startsAt` (ISO 8601). */
export async function renderTemplate(
  client: GrafanaClient,
  template: string,
  alert: TestedAlert & { readonly startsAt: string; readonly generatorURL: string },
): Promise<string> {
  const { results, errors } = await client.read(
    {
      operation: 'renderTemplate',
      path: '/api/alertmanager/grafana/config/api/v1/templates/test',
      body: { alerts: [alert], name: NAME, template: `{{ define "${NAME}" }}${template}{{ end }}` },
    },
    RENDERED,
  );
  const found = results?.find(({ name }) => name === NAME);
  if (found !== undefined) return found.text;
  const serverMessage = errors?.[0]?.message ?? '';
  throw new GrafanaError({ code: 'badRequest' }, { url: client.url, operation: 'renderTemplate', serverMessage });
}
