// Which DAGs this node holds whole, one small file each, written so that a crash leaves the old or the new one.
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { DagSize } from './pull-dag.ts';

const PinSchema = v.object({ cid: v.string(), blocks: v.number(), bytes: v.number(), by: v.string() });

/** A DAG held whole. */
export type Pin = v.InferOutput<typeof PinSchema>;

export class PinLedger {
  private readonly folder: string | null;
  private readonly pins = new Map<string, Pin>();

  private constructor(folder: string | null) {
    this.folder = folder;
  }

  /** @param folder null keeps the pins in memory only. */
  static async open(folder: string | null): Promise<PinLedger> {
    const ledger = new PinLedger(folder);
    if (folder === null) return ledger;
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) if (name.endsWith('.json')) await ledger.load(join(folder, name));
    return ledger;
  }

  get(cid: string): Pin | undefined {
    return this.pins.get(cid);
  }

  all(): Pin[] {
    return [...this.pins.values()];
  }

  /** Bytes of all pins; blocks that two share count twice. */
  totalBytes(): number {
    return this.all().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Returns when the pin is on disk. */
  async add(cid: string, size: DagSize, by: string): Promise<void> {
    const pin: Pin = { cid, blocks: size.blocks, bytes: size.bytes, by };
    if (this.folder !== null) {
      const path = join(this.folder, `${cid}.json`);
      const file = await open(`${path}.part`, 'w');
      try {
        await file.writeFile(JSON.stringify(pin));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
    }
    this.pins.set(cid, pin);
  }

  private async load(path: string): Promise<void> {
    try {
      const pin = v.parse(PinSchema, JSON.parse(await readFile(path, 'utf8')));
      this.pins.set(pin.cid, pin);
    } catch {
      // A damaged record only means that the DAG is checked again when it is next pinned.
      return;
    }
  }
}
