import { spokenDuration } from '@release-risk/model/spokenDuration';
import { describe, expect, it } from 'vitest';
import { CliError } from '../errors.ts';
import { durationOption } from './duration.ts';
import { momentOption } from './moment.ts';
import { chosenServices, namedIdentity } from './service.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

describe('a time option', () => {
  it.each([
    ['2026-11-21T11:30:00Z', Date.UTC(2026, 10, 21, 11, 30)],
    ['2026-11-21T12:30:00+01:00', Date.UTC(2026, 10, 21, 11, 30)],
    ['2026-11-21T11:30:00.250Z', Date.UTC(2026, 10, 21, 11, 30, 0, 250)],
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['1795260600', 1_795_260_600_000],
    ['-10m', NOW - 600_000],
  ])('reads %s', (text, ms) => {
    expect(momentOption('--at', text, NOW)).toBe(ms);
  });

  it.each(['', 'yesterday', '2026-11-21T11:30:00', '2026-13-01T00:00:00Z', '10m', '-', '12', 'NaN'])(
    'refuses %j',
    (text) => {
      expect(() => momentOption('--at', text, NOW)).toThrow(CliError);
    },
  );
});

describe('a duration option', () => {
  it.each([
    ['30s', 30],
    ['1h30m', 5400],
    ['0s', 0],
  ])('reads %s', (text, seconds) => {
    expect(durationOption('--warm-up', text, 'zero')).toBe(seconds);
  });

  it.each(['', '10', '10 min', '-5m', '1.5h', '0s'])('refuses %j where it must be positive', (text) => {
    expect(() => durationOption('--window', text, 'positive')).toThrow('--window');
  });

  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [90, '1 min 30 s'],
    [600, '10 min'],
    [5400, '1 h 30 min'],
    [7200, '2 h'],
    [86_400 * 3, '3 days'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(spokenDuration(seconds)).toBe(words);
  });
});

describe('the services that are meant', () => {
  const labels = ['tenant', 'service'];
  const services = [
    { tenant: 'acme', service: 'api' },
    { tenant: 'acme', service: 'bot' },
    { tenant: 'globex', service: 'api' },
  ];
  it.each([
    ['by full name', ['acme / bot'], [1]],
    ['by one value, all that have it', ['api'], [0, 2]],
    ['by labels', ['tenant=globex,service=api'], [2]],
    ['by some labels', ['tenant=acme'], [0, 1]],
    ['by several wishes, each once', ['bot', 'acme'], [0, 1]],
    ['all without a wish', [], [0, 1, 2]],
  ])('are found %s', (_, wanted, found) => {
    expect(chosenServices(labels, services, wanted)).toEqual(found.map((at) => services[at]));
  });

  it('are refused when one is unknown, with the nearest name', () => {
    expect(() => chosenServices(['service'], [{ service: 'checkout' }], ['chekout'])).toThrow(
      expect.objectContaining({ code: 'RR608', hint: 'Did you mean "checkout"? It has: checkout.' }),
    );
  });

  it('are named without a server where all labels are given', () => {
    expect(namedIdentity(labels, 'tenant=acme, service=new')).toEqual({ tenant: 'acme', service: 'new' });
    expect(namedIdentity(['service'], 'new')).toEqual({ service: 'new' });
    expect(() => namedIdentity(labels, 'new')).toThrow('does not name a service');
    expect(() => namedIdentity(labels, 'tenant=acme')).toThrow(CliError);
  });
});
