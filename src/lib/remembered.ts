/** A function that works out the answer for each name once, and keeps it: for few names and many questions. */
export function remembered<Answer>(answer: (name: string) => Answer): (name: string) => Answer {
  const answers = new Map<string, Answer>();
  return (name) => {
    let known = answers.get(name);
    if (known === undefined) answers.set(name, (known = answer(name)));
    return known;
  };
}
