import { formatProblem, type Problem } from '../model/problem.ts';

/** Mistakes in the content, in the words of the editors' handbook: nothing was built. */
export class ContentMistakes extends Error {
  constructor(problems: Problem[]) {
    const files = new Set(problems.map(({ file }) => file)).size;
    const lines = problems.map(formatProblem).join('\n');
    super(`${lines}\n\n${count(problems.length, 'problem')} in ${count(files, 'file')}. Nothing was built.`);
  }
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
