// The hash that print-hash.ts prints.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('print-hash.ts', import.meta.url));

/** One process has one number of threads. */
export async function hashOf(what: 'toy' | 'short', threads: number): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, what, String(threads)]);
  return stdout.trim();
}
