import { runCommand } from './command.ts';

const usage = `npm run permalinks

Puts the address of every story that is out on the list of published addresses, content/permalinks.txt. The publish
workflow does so after each deploy; run it yourself where another program deploys the paper.

  --help         this text`;

await runCommand({ name: 'permalinks', usage, options: {} }, async () => {
  const { CommandError, count } = await import('./command.ts');
  const { applyChanges, shown } = await import('./file-changes.ts');
  const { permalinksChange } = await import('./fix-permalinks.ts');
  const { readPaper } = await import('./read-paper.ts');
  const { permalinksFile } = await import('../content/check-permalinks.ts');
  const { contentFile } = await import('./story-file.ts');

  const content = await readPaper();
  if (!content.archive) {
    throw new CommandError(
      `The paper has ${count(content.problems.length, 'mistake')}, and is not built as it is; “npm run check” tells them. Nothing was changed.`,
    );
  }
  const changes = permalinksChange(content);
  applyChanges(changes);
  const file = shown(contentFile(permalinksFile));
  console.log(
    changes.length > 0 ? `${file} has all addresses now. Commit it.` : `${file} has all addresses.`,
  );
});
