// Runs the `assay` command to its end and returns what it said.
import { spawn } from 'node:child_process';

export interface AssayRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** @param interruptWhen sends SIGINT as soon as standard error matches. */
export function runAssay(args: string[], options: { interruptWhen?: RegExp } = {}): Promise<AssayRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/cli/assay.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let interrupted = false;
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (interrupted || !options.interruptWhen?.test(stderr)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
