import { runCommand } from './command.ts';

const usage = `npm run new -- "Headline" [--section world] [--tags a,b] [--author id] [--kind analysis]

Begins a story: a file at its place in content/articles, with every key that it may need, explained. It is a draft
until you delete the line "draft: true". A file that is there already is not touched.

  Headline           in quotation marks
  --section ID       one of content/sections.yaml; without it the first
  --tags A,B         topics, divided by commas; names near to one in use are pointed out
  --author ID        file in content/authors or name; several divided by commas, or said twice
  --kind KIND        news (what it is when you say nothing), brief, reportage, analysis, opinion, explainer or live
  --standfirst TEXT  what the story says, in one or two sentences
  --date DATE        when it is to appear, in the paper's time: 2024-10-05 or 2024-10-05T09:00; without it now
  --slug NAME        last part of its address; without it made of the headline
  --help             this text`;

const options = {
  section: { type: 'string' },
  tags: { type: 'string', multiple: true },
  author: { type: 'string', multiple: true },
  kind: { type: 'string' },
  standfirst: { type: 'string' },
  date: { type: 'string' },
  slug: { type: 'string' },
} as const;

await runCommand({ name: 'new', usage, options, takesNames: true }, async ({ values, names }) => {
  const { UsageError } = await import('./command.ts');
  const { beginStory } = await import('./begin-story.ts');
  const [headline, more] = names;
  if (more !== undefined) {
    throw new UsageError(`“${more}” is not expected here; put the whole headline in quotation marks.`);
  }
  const lines = await beginStory({ ...values, headline });
  console.log(lines.join('\n'));
});
