import { isStatic, type Limit } from '@release-risk/model/limit';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { PlacedSignal } from './parts.ts';
import { toLimit } from './toModel.ts';

/** Whether a limit has its floor, its lines in order, and a direction it can have. */
export function limitFindings(placed: PlacedSignal): Finding[] {
  return [...floorFindings(placed), ...directionFindings(placed)];
}

function floorFindings({ signal, index }: PlacedSignal): Finding[] {
  const limit = toLimit(signal.limit);
  const path = ['signals', index, 'limit'];
  if (isStatic(limit)) return lineFindings(limit, path);
  if (limit.kind === 'sigmas' && limit.atLeast === undefined && limit.atLeastRatio === undefined) {
    return [
      floorFinding(path, 'atLeast or atLeastRatio', 'A calm week has almost no deviation: any move would be red.'),
    ];
  }
  if (limit.kind === 'ratio' && limit.atLeast === undefined) {
    return [floorFinding(path, 'atLeast', 'A baseline near zero makes any move a large multiple.')];
  }
  return [];
}

function floorFinding(path: (string | number)[], key: string, why: string): Finding {
  return {
    code: 'RR404',
    path,
    message: `The limit has no floor: name ${key}`,
    hint: `${why} Choose the smallest change that matters.`,
    atKey: true,
  };
}

function lineFindings(limit: Extract<Limit, { kind: 'above' | 'below' }>, path: (string | number)[]): Finding[] {
  const { kind, yellow, red } = limit;
  if (kind === 'above' ? yellow < red : yellow > red) return [];
  const rule = kind === 'above' ? 'below' : 'above';
  return [
    {
      code: 'RR403',
      path,
      message: `With \`${kind}\`, yellow (${yellow}) must be ${rule} red (${red})`,
      hint: 'A reading gets yellow first, then red.',
    },
  ];
}

function directionFindings({ signal, index }: PlacedSignal): Finding[] {
  const limit = toLimit(signal.limit);
  const at = (key: string) => ['signals', index, key];
  const wrong = (key: string, message: string, hint: string): Finding => ({
    code: 'RR408',
    path: at(key),
    message,
    hint,
  });
  const findings: Finding[] = [];
  if (isStatic(limit)) {
    const said = limit.kind === 'above' ? 'higher' : 'lower';
    if (signal.worse !== undefined && signal.worse !== said) {
      findings.push(
        wrong('worse', `\`${limit.kind}\` says that ${said} is worse, not ${signal.worse}`, 'Remove `worse`.'),
      );
    }
  } else if (limit.kind === 'ratio') {
    findings.push(...ratioFindings(signal.worse ?? 'higher', limit.factor, wrong));
  }
  if (signal.atMostRatio !== undefined && signal.worse !== 'lower') {
    findings.push(wrong('atMostRatio', '`atMostRatio` only caps the span of `worse: lower`', 'Remove it.'));
  }
  return findings;
}

function ratioFindings(
  worse: 'higher' | 'lower' | 'either',
  factor: number,
  wrong: (key: string, message: string, hint: string) => Finding,
): Finding[] {
  if (worse === 'either') {
    return [wrong('worse', '`either` goes with sigmas and increase, not with ratio', 'Use `sigmas` or `increase`.')];
  }
  const fits = worse === 'higher' ? factor > 1 : factor < 1;
  if (fits) return [];
  const should = worse === 'higher' ? 'above 1 (1.5: half as much again)' : 'below 1 (0.7: thirty percent less)';
  return [
    wrong(
      'limit',
      `A ratio of ${factor} with \`worse: ${worse}\` must be ${should}`,
      'Mend the ratio or the direction.',
    ),
  ];
}
