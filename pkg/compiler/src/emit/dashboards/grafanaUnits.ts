import { UNITS, type Unit } from '@release-risk/model/units';

/** Units that Grafana knows by a name of its own and scales by itself (1200 ms as 1.2 s). */
const NAMED: Partial<Readonly<Record<Unit, string>>> = {
  '': 'none',
  '%': 'percent',
  ratio: 'percentunit',
  ms: 'ms',
  s: 's',
  min: 'm',
  h: 'h',
  B: 'bytes',
  KiB: 'kbytes',
  MiB: 'mbytes',
  GiB: 'gbytes',
};

/** Grafana's id for a unit of the product; those it does not know are written behind the number as they are. */
export function grafanaUnit(unit: Unit): string {
  return NAMED[unit] ?? `suffix:${UNITS[unit].suffix}`;
}
