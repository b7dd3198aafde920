// The command as its users start it, against its sources as Node runs them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ensureBundle } from './command-bundle.mjs';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = pathOf('../cli/main.ts');
const COMMAND = pathOf('../cli/assay.mjs');
/** Printing fails, as nothing in the command expects. */
const NO_PRINTING = 'data:text/javascript,console.log = () => { throw new TypeError("nothing is printed"); }';

function run(script: string, args: string[], options: string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' }
  });
  return { status, stdout, stderr };
}

test('the command runs from its bundle', () => {
  expect(ensureBundle()).toMatch(/build-command\/[0-9a-f]{16}\/assay\.mjs$/);
});

test.each([
  [0, '--version'],
  [0, 'score --help'],
  [2, 'yuma /nowhere/state.json'],
  [2, 'score --rows none'],
  [1, 'market list --chain ws://127.0.0.1:9']
])('it ends with %i and says what its sources say: %s', (code, line) => {
  // A library says when it could not connect.
  const withoutTime = ({ status, stdout, stderr }: ReturnType<typeof run>) => ({
    status,
    stdout,
    stderr: stderr.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/m, '')
  });
  const answer = withoutTime(run(COMMAND, line.split(' ')));
  expect(answer).toEqual(withoutTime(run(SOURCES, line.split(' '))));
  expect(answer.status).toBe(code);
});

test('the stack of an unexpected error names the lines of the sources', () => {
  const linesOf = (script: string) => {
    const { status, stderr } = run(script, ['score', '--help'], ['--import', NO_PRINTING]);
    expect([status, stderr]).toEqual([1, expect.stringContaining('nothing is printed (internal/unexpected)')]);
    return [...stderr.matchAll(/src\/cli\/\S+?\.ts:\d+/g)].map(([place]) => place);
  };
  const lines = linesOf(COMMAND);
  expect(lines).toContainEqual(expect.stringMatching(/^src\/cli\/main\.ts:\d+$/));
  expect(lines).toEqual(linesOf(SOURCES));
});

test('it is found through a link, from any folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-link-'));
  try {
    const link = join(folder, 'assay');
    symlinkSync(COMMAND, link);
    const { status, stdout } = spawnSync(process.execPath, [link, '--version'], { cwd: folder, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '0.1.0\n']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
