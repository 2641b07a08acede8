import { describe, expect, it } from 'vitest';
import { ApplyError, type ApplyFault, type ApplyFaultName } from './errors.ts';

const FITTING = [{ uid: 'prom', name: 'Main', type: 'prometheus' }];
const BINDING = { logical: 'metrics', type: 'prometheus', fitting: FITTING } as const;
const EMIT = { code: 'RR508', message: 'Grafana refuses 7 seconds', hint: 'Take 10.', path: ['policy'] } as const;

const FAULTS: { readonly [N in ApplyFaultName]: ApplyFault<N> } = {
  datasourceMissing: { name: 'datasourceMissing', logical: 'metrics', wanted: 'gone', fitting: FITTING },
  datasourceOfOtherType: { name: 'datasourceOfOtherType', ...BINDING, uid: 'loki', found: 'loki' },
  datasourceUndecided: { name: 'datasourceUndecided', ...BINDING },
  noServices: { name: 'noServices', reason: 'The query found none', hint: 'Try it in the datasource.' },
  folderIsDashboard: { name: 'folderIsDashboard', uid: 'rr-shop' },
  notCompiled: { name: 'notCompiled', model: 'shop', diagnostics: [EMIT] },
  noPipelineInModel: { name: 'noPipelineInModel' },
  notARepository: { name: 'notARepository', where: 'x' },
  notAnAddress: { name: 'notAnAddress', where: 'x' },
  credentialsInAddress: { name: 'credentialsInAddress' },
  jenkinsUserMissing: { name: 'jenkinsUserMissing' },
  versionMissing: { name: 'versionMissing', version: 3 },
  versionWithoutModel: { name: 'versionWithoutModel', version: 3, reason: 'It holds no model.' },
};

describe('What keeps objects from being made', () => {
  it.each(Object.values(FAULTS))('is said with what to do, in words that fit any surface: $name', (fault) => {
    const { message, hint, code } = new ApplyError(fault);
    expect(code).toMatch(/^RR6\d\d$/);
    expect(message).toMatch(/\S/);
    expect(hint).toMatch(/\.$/);
    expect(`${message} ${hint}`).not.toMatch(/--|release-risk /);
  });

  it('names every reason why a model does not compile, and where', () => {
    const { message, hint } = new ApplyError({ ...FAULTS.notCompiled, diagnostics: [EMIT, { ...EMIT, path: [] }] });
    expect(message).toContain('RR508 Grafana refuses 7 seconds (policy); RR508 Grafana refuses 7 seconds');
    expect(hint).toBe('Take 10.');
  });
});
