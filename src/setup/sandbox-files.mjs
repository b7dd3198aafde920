// What programs of strangers run in: an interpreter and the scripts around it, written from packages and sources before anything
// is built or tested. Plain JavaScript without dependencies, as prepare.mjs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUnchanged } from './command-bundle.mjs';
import { nodeBinary, root, say, toolEnvironment } from './prepare.mjs';

/** For Node's child processes. */
export const NODE_SANDBOX = join(root, 'build-sandbox');
/** For the page, which loads them from there only when it runs a program. */
export const PAGE_SANDBOX = join(root, 'static', 'sandbox');
/** Names what the files were made from. */
export const SANDBOX_RECORD = join(NODE_SANDBOX, 'made-from.json');

/** Writes the files where there are none of the sources as they are. Where that fails, why is said: no program runs then. */
export function ensureSandbox() {
  if (isCurrent()) return;
  say('preparing the sandbox ...');
  const { status, stderr } = spawnSync(nodeBinary(), [join(root, 'src', 'setup', 'write-sandbox-files.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: toolEnvironment()
  });
  if (status !== 0) say(`that failed, and no program of a stranger can be run.\n${stderr}`);
}

function isCurrent() {
  let record;
  try {
    record = JSON.parse(readFileSync(SANDBOX_RECORD, 'utf8'));
  } catch {
    // There is none yet, or it is no record: the files are written anew.
    return false;
  }
  const isThere = (path) => existsSync(join(root, path));
  return record.inputs.every(isUnchanged) && record.outputs.every(isThere);
}
