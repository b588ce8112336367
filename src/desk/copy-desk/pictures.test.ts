import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureTextRemarks, smallPictureRemarks, type PictureUse } from './pictures.ts';
import { proseOf } from './prose.ts';

test('pictures that are too small for their places', () => {
  const use = (picture: string, place: PictureUse['place']): PictureUse => ({
    ...{ path: 'articles/2024/10/a.mdx', where: { at: ['image', 'src'] } },
    ...{ picture: `articles/2024/10/${picture}`, place },
  });
  const sizes = new Map(
    [
      ['small', 799],
      ['middle', 800],
      ['large', 1200],
    ].map(([name, width]) => [`articles/2024/10/${name}`, { width: Number(width), height: 600 }]),
  );
  const uses = [
    use('small', 'text'),
    use('middle', 'text'),
    use('middle', 'lead'),
    use('large', 'lead'),
    use('gone', 'lead'),
  ];
  assert.deepEqual(
    smallPictureRemarks(uses, sizes).map(({ message }) => message.split(';')[0]),
    ['small is 799 pixels wide', 'middle is 800 pixels wide'],
  );
});

test('alternative texts of pictures in a text, each at its value', () => {
  const body = [
    '<Figure src="a.jpg" alt="Image of a lamp" credit="A" />',
    `<Figure src="b.jpg"\n  alt='The room at nine' caption='The room at nine.' credit="A" />`,
    '<Figure src="c.jpg" alt={code} credit="A" />',
    '<Embed url="https://a.org" title="B" alt="Image of b" />',
    '<Figure src="d.jpg" alt="A lamp" caption="The room." credit="A" />',
  ].join('\n\n');
  const remarks = pictureTextRemarks(proseOf(body, 0, true));
  assert.deepEqual(
    remarks.map(({ code, offset }) => [code, offset]),
    [
      ['alt-image-of', body.indexOf('Image')],
      ['alt-repeats-caption', body.indexOf('The room')],
    ],
  );
});
