import { editorsPath, exitCodes, runCommand } from './command.ts';

await runCommand(
  {
    name: 'import',
    usage: `npm run import -- file-or-folder... [--section world] [--draft]

Takes stories over from elsewhere: wire copy in plain text (.txt), and Markdown or MDX with the frontmatter of
Astro, Hugo, Jekyll, Eleventy or WordPress exports (.md, .mdx), one by one or a folder at a time. All are checked
as a build checks them before the first is written. What is in the paper already is recognised and left alone.
At the end it tells what was mapped, guessed and left.

  --section ID           the section of the stories
  --section OLD=ID       the section of those with the category OLD in their old system; may be repeated
  --draft                hold all of them back as drafts
  --site ADDRESS         address of the old site, https://host: links to it are links within the paper
  --permalink PATTERN    form of its addresses, such as /:year/:month/:title.html: they become redirects
  --credit NAME          who made the pictures of which nothing else says it
  --time-zone ZONE       zone of times that name none, such as Europe/Moscow; otherwise the paper's
  --help                 this text

The section is taken from --section, from a category with the name of a section, or from the sections in which
stories with the same tags stand. Where none of these tells it, you are asked; on no terminal the file is refused.`,
    options: {
      section: { type: 'string', multiple: true },
      draft: { type: 'boolean' },
      site: { type: 'string' },
      permalink: { type: 'string' },
      credit: { type: 'string' },
      'time-zone': { type: 'string' },
    },
    takesNames: true,
  },
  async ({ values, names }) => {
    const { runImport } = await import('./import/run-import.ts');
    const isDone = await runImport({
      paths: names.map(editorsPath),
      section: values.section,
      isDraft: values.draft ?? false,
      site: values.site,
      permalink: values.permalink,
      credit: values.credit,
      timeZone: values['time-zone'],
    });
    return isDone ? exitCodes.done : exitCodes.failed;
  },
);
