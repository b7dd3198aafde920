// The hash that print-hash.ts or print-llama-hash.ts prints.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const pathOf = (script: string) => fileURLToPath(new URL(script, import.meta.url));

/** One process has one number of threads. */
export async function hashOf(what: 'toy' | 'short' | 'llama' | 'lora', threads: number): Promise<string> {
  const script = what === 'llama' || what === 'lora' ? 'print-llama-hash.ts' : 'print-hash.ts';
  const { stdout } = await promisify(execFile)(process.execPath, [pathOf(script), what, String(threads)]);
  return stdout.trim();
}
