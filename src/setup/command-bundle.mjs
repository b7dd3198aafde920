// The command in a few files of its own: its packages are a thousand, which Node takes a second to find and compile. A bundle is
// written for the sources as they are, again once they have changed. Plain JavaScript without dependencies, as prepare.mjs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeBinary, root, say, toolEnvironment } from './prepare.mjs';

export const BUNDLES = join(root, 'build-command');
/** Names the bundle of the sources as they are, and what it was made from. */
export const CURRENT = join(BUNDLES, 'current.json');
export const ENTRY = 'assay.mjs';

/** Address of the file that runs the command: of its bundle, or of its sources where no bundle can be written. */
export function commandEntry() {
  return pathToFileURL(ensureBundle() ?? join(root, 'src', 'cli', 'main.ts')).href;
}

/** Writes the bundle where there is none of the sources as they are. Its path; null, and why is said, where that fails. */
export function ensureBundle() {
  const found = currentBundle();
  if (found) return found;
  say('bundling the command ...');
  const { status, stderr } = spawnSync(nodeBinary(), [join(root, 'src', 'setup', 'write-command-bundle.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: toolEnvironment()
  });
  if (status !== 0) say(`that failed, and it starts from its sources, which takes longer.\n${stderr}`);
  return currentBundle();
}

/** A file as a bundle's record knows it: what a change of it changes. */
export function stateOf(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  return stat ? [stat.mtimeMs, stat.size] : null;
}

/** Whether a file is as a record has it: its path, then {@link stateOf}. */
export function isUnchanged([path, mtimeMs, size]) {
  const state = stateOf(path);
  return state !== null && state[0] === mtimeMs && state[1] === size;
}

function currentBundle() {
  const record = readRecord();
  if (!record) return null;
  const entry = join(BUNDLES, record.name, ENTRY);
  return record.inputs.every(isUnchanged) && existsSync(entry) ? entry : null;
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(CURRENT, 'utf8'));
  } catch {
    // There is none yet, or it is no record: a new one is written.
    return null;
  }
}
