// The reference's formulas in the machine's own Python, on a file of conversations.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UpstreamMetric } from '#lib/core/harness/upstream/upstream-score.ts';

const SCRIPT = fileURLToPath(new URL('upstream-score.py', import.meta.url));

export interface PythonScore {
  score: number;
  metrics: Record<UpstreamMetric, number>;
  seconds: { read: number; score: number };
}

/**
 * @param python path of the interpreter
 * @param most conversations whose first messages are compared
 * @throws Error where the interpreter ends with one.
 */
export function upstreamInPython(python: string, output: Uint8Array, most?: number): PythonScore {
  const folder = mkdtempSync(join(tmpdir(), 'assay-upstream-'));
  try {
    const file = join(folder, 'dataset.jsonl');
    writeFileSync(file, output);
    const given = [SCRIPT, file, ...(most === undefined ? [] : [String(most)])];
    const { stdout, stderr, status } = spawnSync(python, given, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`It ended with ${status}: ${stderr.slice(-500)}`);
    return JSON.parse(stdout) as PythonScore;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
