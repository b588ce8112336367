import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureTextRemarks, smallPictureRemarks, type PictureUse } from './pictures.ts';
import { proseOf } from './prose.ts';

test('pictures that are too small for their places', () => {
  const use = (width: number, place: PictureUse['place']): PictureUse => ({
    ...{ path: 'articles/2024/10/a.mdx', where: { at: ['image', 'src'] } },
    ...{ picture: `articles/2024/10/${place}-${width}.jpg`, place, size: { width, height: 2000 } },
  });
  const uses = [799, 800, 1199, 1200].flatMap((width) => [use(width, 'lead'), use(width, 'text')]);
  assert.deepEqual(
    smallPictureRemarks([...uses, use(239, 'portrait'), use(240, 'portrait')]).map(
      ({ message }) => message.split(';')[0],
    ),
    [
      'lead-799.jpg is 799 pixels wide',
      'text-799.jpg is 799 pixels wide',
      'lead-800.jpg is 800 pixels wide',
      'lead-1199.jpg is 1199 pixels wide',
      'portrait-239.jpg is 239 pixels wide',
    ],
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
  const remarks = pictureTextRemarks(proseOf(body, 0, true), 'en');
  assert.deepEqual(
    remarks.map(({ code, offset }) => [code, offset]),
    [
      ['alt-image-of', body.indexOf('Image')],
      ['alt-repeats-caption', body.indexOf('The room')],
    ],
  );
});
