import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { killBuild } from './builds.ts';
import { copyPaper, randomNumbers, type PaperCopy } from './paper-copy.ts';

/** Two states of the content; between them nearly every page changes, and stories come and go. */
const titles = ['Science', 'Knowledge'];
const kills = 60;

let paper: PaperCopy;
let whole: Map<string, string>[];
let milliseconds: number;

/** Brings the content into one of the states. */
function turnTo(state: number): void {
  paper.edit('content/sections.yaml', /title: (Science|Knowledge)/, `title: ${titles[state]}`);
  const comes = (name: string, isThere: boolean) => {
    const path = `content/articles/2024/10/${name}.mdx`;
    if (!isThere) return paper.list('content').includes(path) && paper.remove(path);
    const frontmatter = `title: ${name}\ndescription: What it says.\npubDate: 2024-10-04\nsection: world`;
    paper.write(path, `---\n${frontmatter}\ntags: [${name}]\n---\n\nA paragraph.\n`);
  };
  comes('comes', state === 1);
  comes('goes', state === 0);
}

before(async () => {
  paper = copyPaper('killed-builds');
  paper.edit('content/sections.yaml', 'title: Science', 'title: Knowledge');
  whole = [];
  for (const state of [0, 1]) {
    turnTo(state);
    await paper.build('whole', '--clean');
    whole.push(paper.tree('whole'));
  }
  await paper.build('served');
  turnTo(0);
  const start = performance.now();
  await paper.build('served');
  milliseconds = performance.now() - start;
  assert.deepEqual(paper.tree('served'), whole[0]);
});

test(`${kills} builds killed at any moment leave one whole edition, and the next one repairs the rest`, async () => {
  const random = randomNumbers(1);
  let state = 0;
  let cut = 0;
  // However long a build takes here now: those that end before they are killed do not count.
  for (let kill = 1; cut < kills && kill <= 5 * kills; kill++) {
    // Sometimes the same content again: a build must also repair what the one before left.
    if (random() < 0.85) turnTo((state = 1 - state));
    const build = paper.start('served');
    const ended = once(build, 'close');
    await Promise.race([setTimeout(random() * milliseconds * 1.1), ended]);
    if (build.exitCode === null) {
      killBuild(build);
      cut++;
    }
    await ended;
    const served = [...paper.tree('served')];
    assert.ok(
      whole.some((tree) => isSame(served, tree)),
      `after kill ${kill} the site is neither edition`,
    );
    if (kill % 15 === 0) {
      await paper.build('served');
      assert.deepEqual(paper.tree('served'), whole[state], `after kill ${kill}`);
    }
  }
  assert.equal(cut, kills, `only ${cut} builds were killed before their end`);
});

function isSame(files: [string, string][], tree: Map<string, string>): boolean {
  return files.length === tree.size && files.every(([path, digest]) => tree.get(path) === digest);
}
