/** Is told how far a long step has come: how many of all its parts are done. */
export type Progress = (done: number, total: number) => void;

/** Lets several works that go on at once tell together how far they have come. */
export function partsOf(progress: Progress, works: number): Progress[] {
  const each = Array.from({ length: works }, () => ({ done: 0, total: 0 }));
  const sum = (key: 'done' | 'total') => each.reduce((sum, work) => sum + work[key], 0);
  return each.map((work) => (done, total) => {
    Object.assign(work, { done, total });
    progress(sum('done'), sum('total'));
  });
}
