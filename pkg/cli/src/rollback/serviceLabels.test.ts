import { labelsQuery } from '@release-risk/contract/labelsQuery';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CliError } from '../errors.ts';
import { serviceLabels } from './serviceLabels.ts';

describe('the labels of a service', () => {
  it.each([
    ['lead-bot', { service: 'lead-bot' }],
    [' lead bot ', { service: 'lead bot' }],
    ['tenant=acme, service=lead-bot', { tenant: 'acme', service: 'lead-bot' }],
    ['service=a=b', { service: 'a=b' }],
    ['service=a\\,b', { service: 'a,b' }],
    ['service=a\\\\,tenant=b', { service: 'a\\', tenant: 'b' }],
  ])('are read from %j', (text, labels) => {
    expect(serviceLabels(text)).toEqual(labels);
  });

  it.each(['', '  ', ',', 'a=', '=a', 'a=b,', ',a=b', 'a=b,c', 'a=b,a=c', '1a=b', 'a b=c', 'a=b\\', 'a,b'])(
    'are refused in %j',
    (text) => {
      expect(() => serviceLabels(text)).toThrow(CliError);
    },
  );

  it('come back as they were, whatever their values hold', () => {
    const value = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', ',', '\\', '=', 'é', '-') });
    fc.assert(
      fc.property(value, value, (service, tenant) => {
        const labels = { service, tenant };
        expect(serviceLabels(labelsQuery(labels))).toEqual(labels);
      }),
    );
  });
});
