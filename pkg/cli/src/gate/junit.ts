import type { GatedService, VerdictReport } from '@release-risk/contract/verdict';
import { formatScore } from '@release-risk/model/format';
import { plain } from '@release-risk/model/plainText';

type Case = Pick<GatedService, 'outcome' | 'reason' | 'sentence' | 'version' | 'score'> & {
  readonly service: string | null;
};

/** A gate as a JUnit report: a case per service. Inconclusive is skipped, never passed; an error is an error. */
export async function junitText(report: VerdictReport): Promise<string> {
  const { junit } = await import('./junitBuilder.ts');
  const builder = junit.newBuilder();
  const seconds = (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1000;
  const title = report.mode === 'before' ? 'release-risk gate --before' : 'release-risk gate';
  const suite = builder.testSuite().name(title).timestamp(new Date(report.startedAt)).time(seconds);
  const cases: readonly Case[] = report.services.length > 0 ? report.services : [report];
  for (const { service, version, outcome, reason, sentence, score } of cases) {
    const name = `${service ?? 'the release'}${version === null ? '' : ` ${version}`}`;
    const one = suite
      .testCase()
      .className(plain(report.model ?? 'release-risk'))
      .name(plain(name))
      .time(seconds);
    const scored = score === null ? '' : `score ${formatScore(score)}: `;
    one.standardOutput(plain(`${outcome}: ${reason}. ${scored}${sentence}`));
    if (outcome === 'fail') one.failure(plain(reason), 'fail');
    if (outcome === 'error') one.error(plain(reason), report.errorCode ?? 'error', plain(report.hint ?? ''));
    if (outcome === 'inconclusive') one.skipped();
  }
  return builder.build();
}
