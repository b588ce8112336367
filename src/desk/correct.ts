import { runCommand } from './command.ts';
import { storyForms } from './find-story.ts';

const usage = `npm run correct -- story "What was wrong, and what is right."

Notes a correction on a published story: with the present moment as its date, which also becomes "updatedDate".
"pubDate" stays: a corrected story is not a new one. The note stands on the story, on the page of corrections and
in feeds. The text itself is for you to mend.

${storyForms}
  text           what was wrong and is now right, in a sentence that readers understand
  --help         this text`;

await runCommand({ name: 'correct', usage, options: {}, takesNames: true }, async ({ names }) => {
  const { CommandError, UsageError } = await import('./command.ts');
  const { environment } = await import('../environment.ts');
  const { parseMoment, rfc3339 } = await import('../lib/time.ts');
  const { correctionsPath } = await import('../model/permalink.ts');
  const { site } = await import('../site.config.ts');
  const { isEmptyNotice } = await import('./copy-desk/stories.ts');
  const { addToList, setKey } = await import('./edit-yaml.ts');
  const { applyChanges, shown } = await import('./file-changes.ts');
  const { addressOf, chooseStory } = await import('./find-story.ts');
  const { Prompts } = await import('./prompts.ts');
  const { readPaper } = await import('./read-paper.ts');
  const { contentFile, frontmatterChange, heldBecause, isOut } = await import('./story-file.ts');

  const [name, given, more] = names;
  if (more !== undefined) {
    throw new UsageError(`“${more}” is not expected here; put the whole correction in quotation marks.`);
  }
  const prompts = new Prompts();
  const command = 'npm run correct -- 2024/10/slug "What was wrong, and what is right."';
  const story = await chooseStory(name, { content: await readPaper(), prompts, command, isOffered: isOut });
  const file = shown(contentFile(story.path));
  if (story.data.withdrawn) {
    throw new CommandError(
      `${file} was withdrawn; its page shows no text that could be corrected. Nothing was changed.`,
    );
  }
  const held = heldBecause(story);
  if (held !== undefined) {
    throw new CommandError(
      `${file} is not out: ${held}. Nobody has read the mistake; mend the text, and say nothing.`,
    );
  }
  const answer = await prompts.text(given, {
    ask: 'Correction (what was wrong, and what is right)',
    option: command,
    check: (words) =>
      words.trim() === ''
        ? 'expected some words.'
        : isEmptyNotice(words, story.data.lang ?? site.language)
          ? `“${words.trim()}” does not say what was wrong and what is right. Say it in a sentence.`
          : undefined,
  });
  const text = answer.replace(/\s+/g, ' ').trim();
  if (story.data.corrections?.some((correction) => correction.text.replace(/\s+/g, ' ').trim() === text)) {
    throw new CommandError(`${file} has this correction already. Nothing was changed.`);
  }
  const date = rfc3339(environment.now, site.timeZone);
  const updated = story.data.updatedDate;
  const isNewest = updated === undefined || parseMoment(updated, site.timeZone)! <= environment.now;
  applyChanges([
    frontmatterChange(story, (yaml) => {
      const noted = addToList(yaml, 'corrections', { date, text });
      return isNewest ? setKey(noted, 'updatedDate', date, 'pubDate') : noted;
    }),
  ]);
  console.log(
    `Noted in ${file}; ${addressOf(story)} and ${correctionsPath} show it from the next build on.\n` +
      'Mend the text itself, too, if you have not yet; then hand it in: ' +
      `git commit --all --message "Correction: ${story.id}", then git push`,
  );
});
