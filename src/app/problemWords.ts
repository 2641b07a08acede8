import { t } from '@grafana/i18n';
import type { Problem } from '../risk/problems.ts';
import { problemText, type ProblemText } from '../risk/view/problemTexts.ts';

/** A problem in the words of the panel, but for what those say of panels and dashboards. */
export function problemWords(problem: Problem): Omit<ProblemText, 'next'> {
  const text = problemText(problem);
  switch (problem.code) {
    case 'RR706':
      return {
        ...text,
        sentence: t(
          'app.problem.mayNotQuery',
          'Scores are asked with your own rights. Ask an admin of this Grafana for the right to query its datasources.',
        ),
      };
    case 'RR709':
      return {
        ...text,
        sentence: t(
          'app.problem.noSuchService',
          'The address names no service of the model. Choose one in the overview.',
        ),
      };
    default:
      return text;
  }
}
