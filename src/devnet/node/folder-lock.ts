// Keeps a second process out of a data folder. A lock whose process is gone is taken over, also where another process has
// its number now: after a restart of the machine, or of a container, in which numbers begin anew.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';

/** What tells a process from a later one with its number; null where the system does not say (no /proc). */
interface ProcessMark {
  process: number;
  boot: string | null;
  /** Clock ticks after the boot at which it began. */
  started: string | null;
}

/** Of this process, so that it does not take its own lock for one of a process before it. */
const held = new Set<string>();

/** @returns how to give the lock back. @throws AppError `devnet/data-locked`. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = resolve(folder, 'lock');
  const mark: ProcessMark = { process: process.pid, boot: await bootId(), started: await startOf(process.pid) };
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(path, JSON.stringify(mark), { flag: 'wx' });
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      const owner = readMark(await readFile(path, 'utf8').catch(() => ''));
      if (owner && (await isAlive(owner, mark, held.has(path))))
        throw new AppError('devnet/data-locked', `Another local chain (process ${owner.process}) uses ${folder}.`, {
          hints: [
            'Stop it, or choose another data directory.',
            `If no such process runs, delete ${join(folder, 'lock')}.`
          ],
          details: { folder, process: owner.process }
        });
      await rm(path, { force: true });
    }
  }
}

/** The mark in a lock; older ones hold the number alone. null for anything else: it was cut off while it was written. */
function readMark(text: string): ProcessMark | null {
  try {
    const value: unknown = JSON.parse(text);
    const mark: Partial<Record<keyof ProcessMark, unknown>> =
      typeof value === 'object' && value !== null ? value : { process: value };
    if (!Number.isSafeInteger(mark.process) || (mark.process as number) <= 0) return null;
    return { process: mark.process as number, boot: textOrNull(mark.boot), started: textOrNull(mark.started) };
  } catch {
    return null;
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function isAlive(owner: ProcessMark, own: ProcessMark, isHeldHere: boolean): Promise<boolean> {
  if (owner.process === own.process) return isHeldHere;
  if (owner.boot !== null && own.boot !== null && owner.boot !== own.boot) return false;
  if (!isRunning(owner.process)) return false;
  const started = await startOf(owner.process);
  return owner.started === null || started === null || owner.started === started;
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const bootId = (): Promise<string | null> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null
  );

/** Field 22 of proc(5)'s stat; the name in field 2 may hold spaces and brackets. */
const startOf = (process_: number): Promise<string | null> =>
  readFile(`/proc/${process_}/stat`, 'utf8').then(
    (text) => text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null,
    () => null
  );
