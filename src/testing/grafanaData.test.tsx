import * as real from '@grafana/data';
import { expect, it } from 'vitest';
import * as standIn from './grafanaData.ts';

it('What stands in for @grafana/data in tests has the real values', () => {
  expect(real.FieldType).toMatchObject(standIn.FieldType);
  expect(real.LoadingState).toMatchObject(standIn.LoadingState);
});
