import { benchCli } from './cli.bench.ts';
import { benchGateway } from './gateway.bench.ts';
import { benchPlugin } from './plugin.bench.ts';
import { benchRequests } from './requests.bench.ts';
import { benchRules } from './rules.bench.ts';
import { benchSoak } from './soak.bench.ts';
import { benchScore, type Figure } from './score.bench.ts';

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  score: benchScore,
  cli: benchCli,
  requests: benchRequests,
  rules: benchRules,
  plugin: benchPlugin,
  gateway: benchGateway,
  soak: benchSoak,
};

/** `npm run bench [-- NAME ...]`: prints every figure beside its target; ends with 1 when one is missed. */
async function main(wanted: readonly string[]): Promise<void> {
  let missed = 0;
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const figure of await bench()) {
      if (!figure.ok) missed += 1;
      console.log(line(figure));
    }
  }
  process.exitCode = missed > 0 ? 1 : 0;
}

function line({ name, value, unit, target, ok }: Figure): string {
  const aim = Number.isFinite(target) ? `target ${format(target)} ${unit}` : '';
  return `${ok ? 'ok    ' : 'MISSED'}  ${name}: ${format(value)} ${unit}  ${aim}`.trimEnd();
}

function format(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

void main(process.argv.slice(2));
