import { runCommand } from './command.ts';
import { storyForms } from './find-story.ts';

const usage = `npm run withdraw -- story --reason "..."

Takes a published story back. Its address then answers with a page that says so and gives the reason; it is out of
all lists, the search, feeds and sitemaps. Links to it keep working. Its file stays, with three lines more; if it was
deleted, it is brought back from git.

${storyForms}
  --reason TEXT  why, in a sentence or two that readers see
  --help         this text`;

await runCommand(
  { name: 'withdraw', usage, options: { reason: { type: 'string' } }, takesNames: true },
  async ({ values, names }) => {
    const { CommandError, UsageError } = await import('./command.ts');
    const { environment } = await import('../environment.ts');
    const { adviceOnPast } = await import('../content/check-permalinks.ts');
    const { rfc3339 } = await import('../lib/time.ts');
    const { isDraft } = await import('../model/interpret-article.ts');
    const { site } = await import('../site.config.ts');
    const { removeKey, setKey } = await import('./edit-yaml.ts');
    const { applyChanges, shown } = await import('./file-changes.ts');
    const { addressOf, chooseStory } = await import('./find-story.ts');
    const { goneStory, isLostAddress, wasPublished } = await import('./gone-story.ts');
    const { Prompts } = await import('./prompts.ts');
    const { readPaper } = await import('./read-paper.ts');
    const { contentFile, frontmatterChange, heldBecause, isOut, refuseMistakes } =
      await import('./story-file.ts');
    const { editFrontmatter } = await import('./edit-frontmatter.ts');

    const [name, more] = names;
    if (more !== undefined)
      throw new UsageError(`“${more}” is not expected here; the reason goes into --reason "…".`);
    const prompts = new Prompts();
    const command = 'npm run withdraw -- 2024/10/slug --reason "…"';
    const content = await readPaper();
    const gone = name === undefined ? undefined : await goneStory(name, content);
    if (!gone && name !== undefined && isLostAddress(name, content)) {
      throw new CommandError(
        `A story was published at ${name}, and git knows no file of it.${adviceOnPast(environment.contentDir)}`,
      );
    }
    const story = gone?.entry ?? (await chooseStory(name, { content, prompts, command, isOffered: isOut }));
    const file = shown(contentFile(story.path));
    if (gone && story.data.withdrawn) {
      applyChanges([{ file: contentFile(story.path), after: gone.text }]);
      console.log(
        `Brought back from git: ${file}. It was withdrawn on ${story.data.withdrawn.date}, and ${addressOf(story)} will say so again from the next build on.`,
      );
      return;
    }
    if (story.data.withdrawn)
      throw new CommandError(`${file} was withdrawn on ${story.data.withdrawn.date}. Nothing was changed.`);
    const held = heldBecause(story);
    // Readers found it before it was made a draft again.
    const wasOut = isDraft(story) && wasPublished(story, content);
    if (held !== undefined && !wasOut) {
      throw new CommandError(
        `${file} is not out: ${held}. There is nothing to take back; delete the file, or leave it as it is.`,
      );
    }
    const reason = await prompts.text(values.reason, {
      ask: 'Reason that readers see',
      option: '--reason "…"',
    });
    const date = rfc3339(environment.now, site.timeZone);
    const withdrawn = { date, reason: reason.replace(/\s+/g, ' ').trim() };
    const edit = (yaml: string) =>
      setKey(wasOut ? removeKey(yaml, 'draft') : yaml, 'withdrawn', withdrawn, 'pubDate');
    if (gone) {
      const after = editFrontmatter(gone.text, edit);
      refuseMistakes(story.path, after);
      applyChanges([{ file: contentFile(story.path), after }]);
    } else {
      applyChanges([frontmatterChange(story, edit)]);
    }
    console.log(
      `${gone ? `Brought back from git: ${file}.\n` : ''}Withdrawn: ${file}. ${addressOf(story)} will say so from the next build on.\n` +
        'The words and pictures stay in the repository and its history; delete those that must not be kept there.\n' +
        `Hand it in: ${gone ? 'git add --all, then git commit' : 'git commit --all'} --message "Withdrawn: ${story.id}", then git push`,
    );
  },
);
