import { runCommand, UsageError } from './command.ts';
import { storyForms } from './find-story.ts';

const usage = `npm run move -- story new-slug|new-date|new-section
npm run move -- story [--slug new-slug] [--date 2024-10-05] [--section world]

Gives a story another name, date or section. Its file and the pictures that only it shows go with it; links,
"related" lines and the front page follow; its old address leads to the new one (content/redirects.yaml), and its
name in feeds stays, so that no subscriber gets it twice.

${storyForms}
  new-slug       last part of its address and name of its file: library-opens-again
  new-date       day of its publication, YYYY-MM-DD, or a moment: 2024-10-05T09:00
  new-section    id of a section in content/sections.yaml
  --slug, --date, --section
                 the same, where one could be taken for another, or several at once
  --help         this text`;

await runCommand(
  {
    name: 'move',
    usage,
    options: { slug: { type: 'string' }, date: { type: 'string' }, section: { type: 'string' } },
    takesNames: true,
  },
  async ({ values, names }) => {
    const [name, ...targets] = names;
    const { Prompts } = await import('./prompts.ts');
    const { readPaper } = await import('./read-paper.ts');
    const { chooseStory } = await import('./find-story.ts');
    const { planMove } = await import('./plan-move.ts');
    const { applyChanges } = await import('./file-changes.ts');
    const { nearest, slugify } = await import('../lib/text.ts');

    const content = await readPaper();
    const prompts = new Prompts();
    const command = 'npm run move -- 2024/10/slug new-slug';
    const story = await chooseStory(name, { content, prompts, command });
    const sections = content.newsroom.sections.map(({ id }) => id);
    const wish = { ...values };
    if (targets.length === 0 && Object.keys(wish).length === 0) {
      targets.push(await prompts.text(undefined, { ask: 'New slug, date or section', option: command }));
    }
    for (const target of targets) {
      const meant = sections.includes(target) ? undefined : nearest(target, sections);
      if (meant !== undefined) {
        throw new UsageError(
          `“${target}” may be the section “${meant}”, misspelt. Write --section ${meant}, or --slug ${slugify(target)}.`,
        );
      }
      const kind = /^\d{4}-\d{2}-\d{2}(?!\d)/.test(target)
        ? 'date'
        : sections.includes(target)
          ? 'section'
          : 'slug';
      if (wish[kind] !== undefined) {
        throw new UsageError(`“${wish[kind]}” and “${target}” would both be its new ${kind}; expected one.`);
      }
      if (kind === 'slug' && /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(target)) {
        throw new UsageError(
          `“${target}” looks like a date; expected one such as 2024-10-05. If it is to be the name: --slug ${slugify(target)}`,
        );
      }
      wish[kind] = target;
    }
    wish.slug = wish.slug?.normalize('NFC');
    if (wish.slug !== undefined && slugify(wish.slug) !== wish.slug) {
      const [instead, more] = /[/\\]/.test(wish.slug)
        ? ['library-opens-again', ' The folder follows from the date.']
        : [slugify(wish.slug) || 'a-name', ''];
      throw new UsageError(
        `“${wish.slug}” cannot be the last part of an address; expected small letters and digits joined by hyphens, such as ${instead}.${more}`,
      );
    }
    if (wish.section !== undefined && !sections.includes(wish.section)) {
      const meant = nearest(wish.section, sections);
      throw new UsageError(
        `There is no section “${wish.section}”; expected one of: ${sections.join(', ')}.` +
          (meant === undefined ? '' : ` Did you mean “${meant}”?`),
      );
    }
    const { changes, report } = planMove(story, wish, content);
    applyChanges(changes);
    console.log(report.join('\n'));
    console.log(
      'Look at it with "npm run dev"; then hand the changed files in together: git add --all, git commit, git push',
    );
  },
);
