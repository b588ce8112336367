import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { copyCodes } from '../../src/desk/copy-desk/rules.ts';
import { copyPaper } from '../site/paper-copy.ts';
import { openDesk, story, type DeskPaper } from './desk.ts';

/** For each warning a file that gives cause for it, by its name below the month. */
const causes: Record<string, [keys: Record<string, string>, body?: string]> = {
  'alt-image-of': [{ image: '{ src: wide.png, alt: Image of a quay, credit: Somebody }' }],
  'alt-repeats-caption': [
    { image: '{ src: wide.png, alt: A quay in the rain, caption: A quay in the rain, credit: Somebody }' },
  ],
  'author-variant': [{ authors: '[Ada Brant]' }],
  'doubled-word': [{}, 'In the the harbour.\n'],
  'empty-correction': [{ corrections: '[{ date: 2024-10-03, text: Corrected. }]' }],
  'far-date': [{ pubDate: '2042-10-02' }],
  'headline-capitals': [{ title: 'HARBOUR OPENS AGAIN' }],
  'insecure-link': [{}, 'See [this](http://example.org/).\n'],
  'long-standfirst': [{ description: `${'The harbour opens again after the storm. '.repeat(6)}` }],
  'open-quotation': [{}, '“We open, said the pilot.\n'],
  'other-story': [{}, `${'Nobody saw the gulls that had been on the quay since dawn. '.repeat(4)}\n`],
  'redirected-link': [{}, 'See [this](/old/).\n'],
  'silent-change': [{}, 'It has 200 berths.\n'],
  'small-picture': [{ image: '{ src: small.png, alt: A quay, credit: Somebody }' }],
  'tag-variant': [{ tags: '[harbours]' }],
  'twin-headline': [{ title: 'Storm closes the harbour of Northaven' }],
  unwritten: [{ description: '"To be written: what the story says, in one or two sentences."' }],
};

const pathOf = (code: string) => `articles/${code === 'far-date' ? '2042/10' : '2024/10'}/${code}.mdx`;
const textOf = (code: string, comment = '', change = (text: string) => text) => {
  const [keys, body] = causes[code]!;
  const text = story({ title: titles[code]!, ...keys }, change(body ?? 'Some text.\n'));
  return text.replace('---\n', `---\n${comment}`);
};
/** Headlines that have no words in common. */
const titles: Record<string, string> = Object.fromEntries(
  copyCodes.map((code, index) => [code, `${'abcdefghijklmnopqrst'[index]!.repeat(5)} ${code}`]),
);

/** A paper with all of these files, of which one changed silently, and one was renamed and another put in its place. */
async function papers(comment: (code: string) => string, project?: string): Promise<DeskPaper> {
  const picture = (width: number) =>
    sharp({ create: { width, height: 800, channels: 3, background: '#246' } })
      .png()
      .toBuffer();
  const month = (name: string) => `articles/2024/10/${name}`;
  const brandt = { authors: '[Ada Brandt]', tags: '[harbour]' };
  const paper = openDesk(
    {
      ...Object.fromEntries(copyCodes.map((code) => [pathOf(code), textOf(code, comment(code))])),
      [month('wide.png')]: await picture(1600),
      [month('small.png')]: await picture(300),
      [month('one.mdx')]: story({ ...brandt, title: 'Northaven’s harbour is closed by a storm' }),
      [month('two.mdx')]: story({ ...brandt, title: 'Ferries wait' }),
      [month('three.mdx')]: story({ title: 'Storm closes the harbour at Northaven' }),
      'redirects.yaml': '/old/: /2024/10/02/two/\n',
    },
    {},
    project,
  );
  const change = (text: string) => text.replace('200', '180');
  paper.write(month('renamed.mdx'), textOf('other-story').replace('title: ', 'title: Renamed '));
  paper.write(
    pathOf('other-story'),
    textOf('other-story', comment('other-story'), () => 'It rains in the hills.\n'),
  );
  paper.write(pathOf('silent-change'), textOf('silent-change', comment('silent-change'), change));
  return paper;
}

describe('every warning', () => {
  const opened: DeskPaper[] = [];
  const open = async (...values: Parameters<typeof papers>) => {
    const paper = await papers(...values);
    opened.push(paper);
    return paper;
  };
  after(() => opened.forEach((paper) => paper.remove()));

  let paper: DeskPaper;
  before(async () => {
    paper = await open(() => '');
  });

  test('is told of where its cause is, in a sentence or two with what to do', async () => {
    const { code, stdout } = await paper.run('check');
    assert.equal(code, 0, stdout);
    const lines = stdout.match(/^content\/.*$/gm)!;
    for (const code of copyCodes) {
      const own = lines.filter((line) => line.endsWith(`[${code}]`));
      assert.ok(
        own.some((line) => line.startsWith(`content/${pathOf(code)}:`)),
        `${code}\n${stdout}`,
      );
      for (const line of own) assert.match(line, /^content\/\S+:\d+:\d+: warning: .{20,}[.?”] \[[a-z-]+\]$/);
    }
  });

  test('is explained', async () => {
    for (const code of copyCodes) {
      const { code: exit, stdout } = await paper.run('check', '--explain', code);
      assert.equal(exit, 0);
      assert.match(stdout, new RegExp(`^${code}: .*\\n.*ignore ${code} - .*off: \\['${code}'\\]`, 's'));
    }
  });

  test('is silenced by a comment in its file', async () => {
    const silent = await open((code) => `# check: ignore ${code} - tried here\n`);
    const told = (await silent.run('check')).stdout.match(/^content\/.*$/gm) ?? [];
    // Of twins and variants each file is told of, and is silenced by itself.
    const own = told.filter((line) => copyCodes.some((code) => line.includes(`/${code}.mdx:`)));
    assert.deepEqual(own, []);
  });

  test('is silenced for the whole paper', async () => {
    const project = copyPaper('desk-warnings-off');
    const off = copyCodes.map((code) => `'${code}'`).join(', ');
    project.edit(
      'src/site.config.ts',
      /copyDesk: \{ off.*\},/,
      `copyDesk: { off: [${off}], silentChange: 'warn' },`,
    );
    const silent = await open(() => '', project.folder('.'));
    assert.match((await silent.run('check')).stdout, /^Nothing found; /);
  });
});
