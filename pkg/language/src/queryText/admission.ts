import { tooDeepAt } from './nesting.ts';
import type { QueryProblem } from './problem.ts';
import { problemAt } from './problem.ts';
import { skipBlanks, unsendableCharacters } from './textChecks.ts';

/** What is wrong with a text before any grammar reads it: too long, unsendable characters, empty, nested too deeply. */
export function admissionProblems(text: string, longest: number): QueryProblem[] {
  if (text.length > longest) {
    const message = `the query has ${text.length} characters; at most ${longest} are read`;
    return [problemAt({ from: longest, to: text.length }, message, 'split it')];
  }
  const unsendable = unsendableCharacters(text);
  if (unsendable.length > 0) return unsendable;
  if (skipBlanks(text, 0) >= text.length) return [problemAt({ from: 0, to: text.length }, 'the query is empty')];
  const deep = tooDeepAt(text);
  if (deep === undefined) return [];
  return [problemAt({ from: deep, to: deep + 1 }, 'the query nests too deeply', 'remove brackets, or split it')];
}
