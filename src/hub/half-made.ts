// Blocks of DAGs that have not arrived whole: they stay for a while, so that a publisher can go on where it was broken off,
// they count, also after a restart, and then they go. The list of them is a file that is only appended to while the node runs.
import { appendFile, readFile } from 'node:fs/promises';
import { isDiskFull } from '#lib/core/error/disk-full.ts';
import { replaceFile } from '#lib/store/replace-file.ts';

interface Block {
  bytes: number;
  /** Milliseconds since 1970. */
  touchedMs: number;
}

export class HalfMade {
  private readonly file: string | null;
  private readonly blocks = new Map<string, Block>();
  private bytes = 0;

  private constructor(file: string | null) {
    this.file = file;
  }

  /** @param file null keeps the list in memory only. A line that was cut off is passed over. */
  static async open(file: string | null): Promise<HalfMade> {
    const halfMade = new HalfMade(file);
    if (file === null) return halfMade;
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    for (const line of text.split('\n')) halfMade.replay(line);
    await halfMade.rewrite(file);
    return halfMade;
  }

  get totalBytes(): number {
    return this.bytes;
  }

  /** A block is about to be written. Returns when the list says so: what the list does not name is never removed. */
  async add(cid: string, bytes: number, nowMs: number): Promise<void> {
    if (this.blocks.has(cid)) return this.touch(cid, nowMs);
    this.set(cid, { bytes, touchedMs: nowMs });
    await this.append([`+ ${cid} ${bytes} ${nowMs}`]);
  }

  /** A DAG at work needs a block. */
  touch(cid: string, nowMs: number): void {
    const block = this.blocks.get(cid);
    if (block) block.touchedMs = nowMs;
  }

  /** These belong to a whole DAG now. @returns the bytes of those that were half-made. */
  async keep(cids: Iterable<string>): Promise<number> {
    const kept = [...cids].filter((cid) => this.blocks.has(cid));
    const bytes = kept.reduce((sum, cid) => sum + this.blocks.get(cid)!.bytes, 0);
    await this.append(kept.map((cid) => `- ${cid}`));
    for (const cid of kept) this.unset(cid);
    return bytes;
  }

  /** Those that nobody has needed since a time, or those of `among` only. @param remove deletes the block itself. */
  async removeUntouched(
    sinceMs: number,
    remove: (cid: string) => Promise<void>,
    among: Iterable<string> = this.blocks.keys()
  ): Promise<void> {
    const stale = [...among].filter((cid) => (this.blocks.get(cid)?.touchedMs ?? Infinity) < sinceMs);
    for (const cid of stale) {
      await remove(cid);
      this.unset(cid);
    }
    if (stale.length > 0) await this.append(stale.map((cid) => `- ${cid}`));
  }

  private replay(line: string): void {
    const [sign, cid, bytes, touched] = line.split(' ');
    if (sign === '-' && cid !== undefined) this.unset(cid);
    if (sign !== '+' || cid === undefined || !/^\d+$/.test(bytes ?? '') || !/^\d+$/.test(touched ?? '')) return;
    this.unset(cid);
    this.set(cid, { bytes: Number(bytes), touchedMs: Number(touched) });
  }

  private set(cid: string, block: Block): void {
    this.blocks.set(cid, block);
    this.bytes += block.bytes;
  }

  private unset(cid: string): void {
    this.bytes -= this.blocks.get(cid)?.bytes ?? 0;
    this.blocks.delete(cid);
  }

  private async append(lines: string[]): Promise<void> {
    if (this.file === null || lines.length === 0) return;
    await appendFile(this.file, `${lines.join('\n')}\n`);
  }

  private async rewrite(file: string): Promise<void> {
    const lines = [...this.blocks].map(([cid, { bytes, touchedMs }]) => `+ ${cid} ${bytes} ${touchedMs}\n`);
    try {
      await replaceFile(file, lines.join(''));
    } catch (error) {
      // The list as it was says the same in more lines.
      if (!isDiskFull(error)) throw error;
    }
  }
}
