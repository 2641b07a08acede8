import type { Problem } from '../../risk/problems.ts';
import { problemText } from '../../risk/view/problemTexts.ts';

/** Why a model could not be asked, for a line beside what was to be asked. */
export function problemSentence(problem: Problem): string {
  const { title, sentence, details } = problemText(problem);
  return [`${title}.`, sentence, details.join('; ')].filter((part) => part !== '').join(' ');
}
