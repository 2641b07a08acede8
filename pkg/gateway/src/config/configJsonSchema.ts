import { z } from 'zod';
import { gatewayConfigSchema } from './gatewayConfig.ts';

/** The published JSON Schema of the configuration as people write it: editors complete and check with it. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(gatewayConfigSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  });
  return { $schema, title: 'Configuration of release-risk-gateway (v1)', ...rest };
}
