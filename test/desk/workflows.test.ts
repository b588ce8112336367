import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../site/builds.ts';
import { openDesk, story } from './desk.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  steps: Step[];
  if?: string;
  permissions?: Record<string, string>;
}

const textOf = (path: string) => readFileSync(join(root, '.github', path), 'utf8');
const jobsOf = (name: string) =>
  (parse(textOf(`workflows/${name}.yml`)) as { jobs: Record<string, Job> }).jobs;
const checkoutOf = ({ steps }: Job) => steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with;

describe('the workflows', () => {
  test('publish the branch as it is when their turn comes, and not the commit that they were started for', () => {
    const { build } = jobsOf('publish');
    const { part, merge } = jobsOf('publish-large');
    for (const job of [build, part, merge]) assert.equal(checkoutOf(job!)?.ref, '${{ github.ref }}');
  });

  test('deploy again what is published and not on the list of addresses yet', () => {
    assert.match(jobsOf('publish').pages!.if!, /needs\.build\.outputs\.addresses == 'true'/);
  });

  test('give pull requests no secret, and nothing that they could write to', () => {
    const [job, ...others] = Object.values(jobsOf('check'));
    assert.deepEqual(others, []);
    assert.deepEqual(job!.permissions, { contents: 'read' });
    assert.equal(checkoutOf(job!)?.['persist-credentials'], false);
    assert.doesNotMatch(
      textOf('workflows/check.yml'),
      /secrets\.|pull_request_target|actions\/cache(?:\/save)?@/,
    );
  });
});

describe('the list of published addresses', () => {
  const paper = openDesk();
  const runs = mkdtempSync(join(tmpdir(), 'runs-'));
  after(() => {
    paper.remove();
    rmSync(runs, { recursive: true });
  });
  const action = parse(textOf('actions/record-addresses/action.yml')) as { runs: { steps: Step[] } };
  const script = action.runs.steps.find(({ run }) => run)!.run!;
  const remote = join(runs, 'remote.git');
  const inRemote = (...words: string[]) => paper.git('-C', remote, ...words);

  /** Runs the step as GitHub does, in a checkout of its own that lacks what was pushed since it was made. */
  function checkout(name: string) {
    const folder = join(runs, name);
    paper.git('clone', '--quiet', '--depth', '1', `file://${remote}`, folder);
    return async (built: string) => {
      const temp = join(runs, `${name}-temp`);
      mkdirSync(temp, { recursive: true });
      writeFileSync(join(temp, 'permalinks.txt'), built);
      const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
        cwd: folder,
        env: {
          ...process.env,
          RUNNER_TEMP: temp,
          GITHUB_REF: 'refs/heads/main',
          GIT_CONFIG_GLOBAL: '/dev/null',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [[code], output] = await Promise.all([once(child, 'close'), text(child.stderr)]);
      assert.equal(code, 0, output);
    };
  }

  test('gets the lines of all runs, whatever else is pushed, and nothing else is committed', async () => {
    paper.git('clone', '--quiet', '--bare', '.', remote);
    const [one, two, late] = ['one', 'two', 'late'].map(checkout);
    const lines = ['/2024/10/02/first/ urn:x:1', '/2024/10/02/ältere/ urn:x:2', '/2024/10/02/next/ urn:x:3'];
    const [first, second, third] = lines.map((line) => `# Of addresses.\n${line}\n`);
    paper.write('articles/2024/10/pushed.mdx', story({ title: 'Pushed' }));
    paper.commit('Pushed meanwhile');
    paper.git('push', '--quiet', remote, 'HEAD:main');
    await Promise.all([one!(first!), two!(second!)]);
    const listed = () => inRemote('show', 'main:content/permalinks.txt').split('\n');
    assert.deepEqual(listed(), ['# Of addresses.', lines[0], lines[1], '']);

    // History that was written anew has no list at all.
    paper.git('commit', '--quiet', '--amend', '--message', 'Written anew');
    paper.git('push', '--quiet', '--force', remote, 'HEAD:main');
    await late!(`${first}${lines[2]}\n`);
    assert.deepEqual(listed(), ['# Of addresses.', lines[0], lines[2], '']);
    assert.equal(inRemote('diff', '--name-only', 'main~1', 'main'), 'content/permalinks.txt\n');
    assert.match(inRemote('log', '-1', '--format=%s', 'main'), /\[skip ci\]/);
    const before = inRemote('rev-parse', 'main');
    await late!(third!);
    assert.equal(inRemote('rev-parse', 'main'), before, 'nothing to commit');
  });
});
