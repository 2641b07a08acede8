import type { Problem } from '../problems.ts';

/** Carries a problem to where it is shown. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.name);
    this.name = 'ProblemError';
  }
}

/** What was thrown, as something that can be shown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return { code: 'RR713', name: 'unexpected', detail: thrown instanceof Error ? thrown.message : String(thrown) };
}
