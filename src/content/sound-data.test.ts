import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { articleSchema } from '../model/article.ts';
import {
  authorSchema,
  frontSchema,
  pageSchema,
  sectionSchema,
  seriesSchema,
  tagSchema,
} from '../model/newsroom.ts';
import { soundData } from './sound-data.ts';

const sound = {
  ...{ title: 'T', description: 'D', pubDate: '2024-10-05', section: 'world', authors: ['a', 'B C'] },
  ...{
    contributors: [{ name: 'AFP', role: 'reporting' }],
    kicker: 'K',
    dateline: 'D',
    tags: [],
    series: 's',
  },
  image: { src: 'a.jpg', alt: 'A', credit: 'C', source: 'https://example.org/a_b?c=d#e', focus: '62% 40%' },
  source: { name: 'N', url: 'http://example.org', canonical: 'true' },
  ...{
    kind: 'analysis',
    updates: [{ date: '2024-10-05', text: 'U' }],
    slug: 'ä-1',
    draft: 'false',
    lang: 'pt-BR',
  },
  ...{ guid: 'urn:uuid:c2b767ee', withdrawn: { date: '2024', reason: 'R' }, related: ['2024/10/a'] },
};
const values = [
  ...[
    '',
    'a',
    ' ',
    'true',
    'x y',
    '62% 40%',
    '101% 1%',
    'https://example.org/',
    'https://',
    'http:/a.b',
    'ftp://a.b/',
  ],
  ...[
    ' https://a.b',
    'https://a..b/',
    'https://-/',
    'https://xn--a.b/',
    'https://a.b:99999/',
    'https://1.2.3/',
    'news',
  ],
  ...[
    'urn:a',
    'en',
    '-',
    [],
    [''],
    ['a'],
    [[]],
    {},
    { a: 'b' },
    null,
    undefined,
    true,
    1,
    { date: 'a', text: 'b' },
  ],
  ...[
    [{ date: 'a', text: 'b' }],
    [{ name: 'a', role: '' }],
    [undefined],
    { name: 'n', url: 'https://a.b/c' },
  ],
];

test('sound frontmatter is taken for sound', () => {
  const isSound = soundData(articleSchema);
  assert.ok(isSound(sound));
  const { title, description, pubDate, section } = sound;
  assert.ok(isSound({ title, description, pubDate, section }));
  assert.ok(!isSound({ title, description, pubDate }));
  assert.ok(!isSound({ ...sound, titel: 'T' }));
});

test('what is taken for sound is sound, whatever it is', () => {
  const schemas = [
    articleSchema,
    pageSchema,
    authorSchema,
    seriesSchema,
    sectionSchema,
    tagSchema,
    frontSchema,
  ];
  const extra = [
    ...[
      z.string().max(2),
      z.email(),
      z.string().trim(),
      z.array(z.string()).min(1),
      z.object({ a: z.string() }),
    ],
    ...[
      z.coerce.string(),
      z.string().regex(/a/g),
      z.record(z.string(), z.string()),
      z.string().min(2).optional(),
    ],
    ...[z.url(), z.url({ protocol: /^https$/ }), z.url({ hostname: /^a$/ }), z.string().transform(Number)],
    ...[
      z.strictObject({ a: z.string() }).refine(() => false),
      z.number(),
      z.string().refine(() => false),
      z.literal('a'),
    ],
  ];
  for (const schema of [...schemas, ...extra] as z.ZodType[]) {
    const isSound = soundData(schema);
    const agree = (data: unknown) => {
      if (!isSound(data)) return;
      const { success, data: read } = schema.safeParse(data);
      assert.ok(success, JSON.stringify(data));
      assert.deepEqual(read, data);
    };
    for (const value of values) {
      agree(value);
      for (const key of [...Object.keys(sound), 'id', 'name', 'a', 'url', 'lead', '__proto__']) {
        agree({ ...sound, [key]: value });
        agree({ [key]: value });
        for (const part of ['image', 'source', 'withdrawn'] as const) {
          agree({ ...sound, [part]: { ...sound[part], [key]: value } });
        }
      }
      for (const key of ['src', 'alt', 'credit', 'caption', 'focus']) {
        agree({ ...sound, image: { ...sound.image, [key]: value } });
      }
      for (const key of ['date', 'text', 'name', 'role']) {
        agree({ ...sound, updates: [{ ...sound.updates[0], [key]: value }] });
        agree({ ...sound, contributors: [{ ...sound.contributors[0], [key]: value }] });
      }
    }
  }
});
