import { GATEWAY_API, type Route } from '@release-risk/contract/gatewayApi';
import { Validator } from '@seriousme/openapi-schema-validator';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi.ts';

const operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  responses: z.record(z.string(), z.unknown()),
});
const shape = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});
const written = () => JSON.parse(JSON.stringify(openApiDocument())) as Record<string, unknown>;

describe('The OpenAPI document', () => {
  it('is one by the official schema, with every reference leading somewhere', async () => {
    const validator = new Validator();
    const result = await validator.validate(written());
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  it('has every route of the API with its method and status, and no other', () => {
    const { paths } = shape.parse(written());
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, responses }]) => {
        const good = Object.keys(responses).find((status) => status.startsWith('2'));
        return [operationId, method.toUpperCase(), path, good].join(' ');
      }),
    );
    const meant = Object.entries<Route>(GATEWAY_API).map(([name, { method, path, status = 200 }]) =>
      [name, method, path, status].join(' '),
    );
    expect(told.sort()).toEqual(meant.sort());
  });

  it('names only ways to authenticate that it describes, and none where nobody has to', () => {
    const { paths, components } = shape.parse(written());
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const used = new Set(operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one))));
    expect([...used].sort()).toEqual(Object.keys(components.securitySchemes).sort());
    const open = operations.filter(({ security }) => security.length === 0).map(({ operationId }) => operationId);
    expect(open.sort()).toEqual(['health', 'metrics', 'openapi', 'ready']);
  });

  it('is the one in schema/', () => {
    const path = fileURLToPath(new URL('../../../../schema/gateway-v1.openapi.json', import.meta.url));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(written());
  });
});
