import { describe, expect, it } from 'vitest';
import { addressProblem, isInTheClear, keptAddress } from './gatewayAddress.ts';

describe('The address of a gateway', () => {
  it.each([
    ['https://gateway.example.com', undefined],
    ['http://127.0.0.1:8080/', undefined],
    [' https://example.com/release-risk// ', undefined],
    ['', undefined],
    ['   ', undefined],
    ['gateway', 'notAnAddress'],
    ['https://', 'notAnAddress'],
    ['gateway.example.com:8080', 'scheme'],
    ['ftp://gateway', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['https://user:secret@gateway', 'credentials'],
    ['https://user@gateway', 'credentials'],
    ['https://gateway?token=secret', 'more'],
    ['https://gateway/#a', 'more'],
    ['https://gateway?', 'more'],
    ['https://gateway/{{ .SecureJsonData.gatewayProxySecret }}', 'more'],
  ] as const)('"%s" has the problem %s', (text, problem) => {
    expect(addressProblem(text)).toBe(problem);
  });

  it('is kept without blanks and slashes around it', () => {
    expect(keptAddress(' https://example.com/rr// ')).toBe('https://example.com/rr');
  });

  it.each([
    ['http://gateway.example.com', true],
    ['http://10.0.0.1', true],
    ['https://gateway.example.com', false],
    ['http://localhost:8080', false],
    ['http://127.0.0.1:8080', false],
    ['http://[::1]:8080', false],
    ['http://127.0.0.1.example.com', true],
    ['http://localhost.example.com', true],
    ['', false],
    ['nonsense', false],
  ])('%s goes in the clear: %s', (text, clear) => {
    expect(isInTheClear(text)).toBe(clear);
  });
});
