import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a command, ends it as `kill -9` does when it is about to change the content folder: at the change of
 * number `KILL_AFTER`, from 0. A file that it writes then is half written.
 */
const { CONTENT_DIR = '', KILL_AFTER = '' } = process.env;
let left = Number(KILL_AFTER);

type Change = (...words: unknown[]) => unknown;
const functions = fs as unknown as Record<string, Change>;
for (const name of ['writeFileSync', 'linkSync', 'renameSync', 'rmSync', 'mkdirSync', 'copyFileSync']) {
  const own = functions[name]!;
  functions[name] = (...words) => {
    if (words.some((word) => typeof word === 'string' && word.startsWith(CONTENT_DIR)) && left-- === 0) {
      if (name === 'writeFileSync') own(words[0], String(words[1]).slice(0, 10));
      process.kill(process.pid, 'SIGKILL');
    }
    return own(...words);
  };
}
syncBuiltinESMExports();
