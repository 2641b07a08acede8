import { describe, expect, it } from 'vitest';
import { labelsQuery } from './labelsQuery.ts';

describe('Labels in a query of the gateway', () => {
  it.each([
    [{ service: 'lead-bot' }, 'service=lead-bot'],
    [{ tenant: 'acme', service: 'lead-bot' }, 'service=lead-bot,tenant=acme'],
    [{ service: 'a,b=c' }, 'service=a\\,b=c'],
    [{ service: 'a\\b' }, 'service=a\\\\b'],
    [{ service: '' }, 'service='],
    [{}, ''],
  ])('%j are %s', (labels, text) => {
    expect(labelsQuery(labels)).toBe(text);
  });
});
