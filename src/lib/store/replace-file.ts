// Replaces a file so that a crash or a full disk leaves the old one or the new one, never a part.
import { rename, rm, writeFile } from 'node:fs/promises';

/** Returns when it is on disk. @param mode of the new file; default: as the system makes files. */
export async function replaceFile(path: string, data: string | Uint8Array, mode?: number): Promise<void> {
  const part = `${path}.new`;
  try {
    // One that a crash has left would keep its own mode.
    await rm(part, { force: true });
    await writeFile(part, data, { ...(mode !== undefined && { mode }), flush: true });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
