// Keeps a second process out of a data folder. A lock whose process is gone is taken over.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';

/** @returns how to give the lock back. @throws AppError `devnet/data-locked`. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (owner > 0 && isRunning(owner))
        throw new AppError('devnet/data-locked', `Another local chain (process ${owner}) uses ${folder}.`, {
          hints: ['Stop it, or choose another data directory.'],
          details: { folder, process: owner }
        });
      await rm(path, { force: true });
    }
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
