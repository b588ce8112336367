import assert from 'node:assert/strict';
import { it } from 'node:test';
import { storyUrn } from './story-urn.ts';

it('names a story the same for ever', () => {
  assert.equal(storyUrn('2024/10/kremlin-urges-restraint'), 'urn:uuid:c2b767ee-37bd-5da7-b199-895f68cee285');
  assert.notEqual(storyUrn('2024/10/a'), storyUrn('2024/10/b'));
});
