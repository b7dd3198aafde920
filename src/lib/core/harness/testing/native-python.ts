// The machine's own Python, where it has one: it reads files as the sandbox's does.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PYTHON_READER } from '../review/python-reader.ts';
import { parseReading, type PythonReading } from '../review/python-reading.ts';

/** The standard library's names and the syntax that tests use. */
const NEEDED = 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")';
/** The interpreter itself: what is found under the name may be a script that looks for it, slowly. */
const python = (spawnSync('python3', ['-c', NEEDED], { encoding: 'utf8' }).stdout ?? '').trim();

/** Whether there is a Python that the reader runs in. */
export const hasPython: boolean = python !== '';

/** Appended to the names of tests that are left out without one. */
export const SKIPPED = hasPython ? '' : ' (skipped: no python3 of 3.11 or later here)';

/** Readings of files by path, in one run. @throws Error where the interpreter ended before the last. */
export function readWithPython(
  files: Record<string, string | Uint8Array>,
  own: readonly string[] = []
): PythonReading[] {
  const folder = mkdtempSync(join(tmpdir(), 'assay-reader-'));
  try {
    writeFileSync(join(folder, 'reader.py'), PYTHON_READER);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'package', path)), { recursive: true });
      writeFileSync(join(folder, 'package', path), content);
    }
    const { stdout, stderr, status } = spawnSync(python, ['-I', '../reader.py', own.join(','), ...Object.keys(files)], {
      cwd: join(folder, 'package'),
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024
    });
    if (status !== 0) throw new Error(`The reader ended with ${status}: ${stderr.slice(-500)}`);
    return stdout.split('\n').filter(Boolean).map(parseReading);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
