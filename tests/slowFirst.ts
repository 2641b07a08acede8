import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest, in the order to begin with it: a browser, which works, beside what mostly waits, so that two
 * workers are busy to the end. A file not named here takes seconds.
 */
const SLOW: readonly RegExp[] = [
  /\/tests\/host\/panel\.react18\./,
  /\/demo\/src\/gateway\/rollback\./,
  /\/tests\/gateway\//,
  /\/demo\/src\/demo\./,
  /\/pkg\/gateway\/src\/store\/postgres\//,
  /\/tests\/host\//,
  /\.test\.tsx$/,
];

/** Begins with the slow files; the others as ever. */
export default class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = SLOW.findIndex((pattern) => pattern.test(moduleId));
      return found === -1 ? SLOW.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
