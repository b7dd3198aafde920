// Has CPython's own parser, in the sandbox, read the Python files of a package. Nothing of them is run.
import type { LongCallOptions } from '../../long-call.ts';
import type { PackageFile } from '../../mechanism/package-file.ts';
import type { ProgramLimits } from '../../program/program-limits.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';
import { PYTHON_READER } from '../review/python-reader.ts';
import { parseReading, type PythonReading } from '../review/python-reading.ts';
import { ownModules } from '../review/review-package.ts';

const READER = 'reader.py';
/** The package's files lie below it, so that none of them can stand where the reader looks for its own. */
const FOLDER = 'package/';
const SEED = 0;

/**
 * The readings of all Python files but those that end the interpreter that reads them. The files after such a one are read by
 * another.
 * @returns null when cancelled.
 * @throws AppError `sandbox/unavailable` of this machine.
 */
export async function readPythonFiles(
  { contents }: Pick<HarnessPackage, 'contents'>,
  runner: ProgramRunner,
  limits: ProgramLimits,
  options: LongCallOptions = {}
): Promise<PythonReading[] | null> {
  const readings: PythonReading[] = [];
  const names = ownModules({ contents }).join(',');
  let left = contents.filter(({ path }) => path.endsWith('.py'));
  while (left.length > 0) {
    const run = await runner.run(
      { language: 'python', entry: READER, files: [{ path: READER, bytes: new TextEncoder().encode(PYTHON_READER) }] },
      {
        seed: SEED,
        limits,
        reuse: true,
        files: left.map(({ path, bytes }) => ({ path: FOLDER + path, bytes })),
        arguments: [names, ...left.map(({ path }) => FOLDER + path)]
      },
      { signal: options.signal }
    );
    if (run.outcome === 'cancelled') return null;
    const found = readingsIn(run.printed, left);
    readings.push(...found);
    // The file behind the last reading is the one that ended the interpreter; without one nothing was left out.
    left = left.slice(found.length + 1);
    options.onProgress?.({ stage: 'review', done: readings.length, total: readings.length + left.length });
  }
  return readings;
}

/** Whole lines only: the last one may have been cut off. They come in the order of the files, with none left out between. */
function readingsIn(printed: Uint8Array, files: readonly PackageFile[]): PythonReading[] {
  const lines = new TextDecoder().decode(printed).split('\n').slice(0, -1);
  const readings: PythonReading[] = [];
  for (const [index, { path }] of files.entries()) {
    const line = lines[index];
    if (line === undefined) break;
    const reading = parseReading(line);
    if (reading.path !== FOLDER + path) break;
    readings.push({ ...reading, path });
  }
  return readings;
}
