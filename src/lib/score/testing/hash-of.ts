// The hash that print-hash.ts or print-llama-hash.ts prints.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const pathOf = (script: string) => fileURLToPath(new URL(script, import.meta.url));

/** One process has one number of threads. */
export async function hashOf(what: 'toy' | 'short' | 'llama', threads: number): Promise<string> {
  const call = what === 'llama' ? [pathOf('print-llama-hash.ts')] : [pathOf('print-hash.ts'), what];
  const { stdout } = await promisify(execFile)(process.execPath, [...call, String(threads)]);
  return stdout.trim();
}
