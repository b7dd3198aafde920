// How the command's bundle is kept, in a copy of the project.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['src', 'contracts', 'workers', 'wasm', 'static', 'package.json', 'package-lock.json'];
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'assay-bundle-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

async function run(...args: string[]) {
  const child = spawn(process.execPath, ['src/cli/assay.mjs', ...args], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, stdout, stderr };
}
const bundles = () => readdirSync(join(copy, 'build-command')).filter((name) => !name.startsWith('current'));
const SAID = 'assay: bundling the command ...\n';
const VERSION = { status: 0, stdout: '0.1.0\n' };

test('processes that start at once on a fresh clone bundle it each, and leave one', { timeout: 120_000 }, async () => {
  expect(await Promise.all([run('--version'), run('--version')])).toEqual([
    { ...VERSION, stderr: SAID },
    { ...VERSION, stderr: SAID }
  ]);
  expect(bundles()).toHaveLength(1);
  expect(await run('--version')).toEqual({ ...VERSION, stderr: '' });
});

test(
  'a changed source is bundled anew, and the earlier bundle stays for who runs it',
  { timeout: 120_000 },
  async () => {
    const main = join(copy, 'src', 'cli', 'main.ts');
    writeFileSync(main, readFileSync(main, 'utf8').replace("'0.1.0'", "'0.1.0-changed'"));
    expect(await run('--version')).toEqual({ status: 0, stdout: '0.1.0-changed\n', stderr: SAID });
    expect(bundles()).toHaveLength(2);
  }
);

test('a source that cannot be read as one is named', { timeout: 120_000 }, async () => {
  appendFileSync(join(copy, 'src', 'cli', 'commands', 'score.ts'), '\nconst = 1;\n');
  const { status, stdout, stderr } = await run('--version');
  expect([status, stdout]).toEqual([0, '0.1.0-changed\n']);
  expect(stderr).toContain('it starts from its sources');
  expect(stderr).toContain('commands/score.ts');
});

test('where no bundle can be written it starts from its sources', { timeout: 120_000 }, async () => {
  rmSync(join(copy, 'build-command'), { recursive: true });
  writeFileSync(join(copy, 'build-command'), 'a file');
  const { status, stdout, stderr } = await run('yuma', 'nowhere.json');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('it starts from its sources');
  expect(stderr).toContain('nowhere.json');
});
