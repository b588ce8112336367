import { exitCodes, runCommand, UsageError } from './command.ts';

const usage = `npm run check [-- PATH ... --format text|json|github --fix --since COMMIT]

Finds all that would keep the paper from being built, without building it, and warns of what a copy desk would
query: doubled words, open quotations, tags that differ in spelling, facts that changed without a correction.
Nothing is changed without --fix.

  PATH             check all, and tell of these files and folders only; a story may be named by its id,
                   2024/10/slug, or the last part of it
  --format FORM    text (what it is when you say nothing), json, or github for annotations in pull requests
  --fix            mend what is mechanical, and show the differences
  --since COMMIT   compare published stories with where this commit and the present one part, not with the last
  --explain CODE   why there is this warning, and how to silence it; without CODE, a list of all warnings
  --help           this text

It ends with 1 when it tells of errors, with 0 when it tells of none, with 2 when it was called wrongly.`;

const options = {
  format: { type: 'string', default: 'text' },
  fix: { type: 'boolean' },
  since: { type: 'string' },
  explain: { type: 'boolean' },
} as const;

await runCommand({ name: 'check', usage, options, takesNames: true }, async ({ values, names }) => {
  const { format, fix = false, since, explain } = values;
  if (explain) {
    const { explainRules } = await import('./explain.ts');
    console.log(explainRules(names));
    return exitCodes.done;
  }
  const { formats } = await import('./report.ts');
  if (!Object.hasOwn(formats, format)) {
    throw new UsageError(`--format is “${format}”; expected one of: ${Object.keys(formats).join(', ')}.`);
  }
  const { runCheck } = await import('./run-check.ts');
  const report = await runCheck({
    ...{ names, fix, since },
    // Programs read what is written to the other.
    differences: format === 'text' ? process.stdout : process.stderr,
  });
  process.stdout.write(formats[format as keyof typeof formats](report, process.stdout));
  return report.findings.some(({ severity }) => severity === 'error') ? exitCodes.failed : exitCodes.done;
});
