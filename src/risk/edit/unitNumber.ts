import { t } from '@grafana/i18n';
import { formatReading } from '@release-risk/model/format';
import { UNITS } from '@release-risk/model/units';
import { isUnit } from './UnitField.tsx';

/** What stands behind a number of this unit in its field. */
export function unitSuffix(unit: string | undefined): string {
  return isUnit(unit) && unit !== 'ratio' ? UNITS[unit].suffix : '';
}

/** How people will read the number, where that is not what is typed. */
export function readAs(value: number | undefined, unit: string | undefined): string | undefined {
  if (value === undefined || unit !== 'ratio') return undefined;
  return t('panel.edit.readAs', 'That is {{shown}}', { shown: formatReading(value, 'ratio') });
}
