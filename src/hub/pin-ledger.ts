// Which DAGs this node holds whole, one small file each, written so that a crash leaves the old or the new one.
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '#lib/store/replace-file.ts';
import type { DagSize } from './pull-dag.ts';

const size = v.pipe(v.number(), v.integer(), v.minValue(0));
const PinSchema = v.object({
  cid: v.string(),
  blocks: size,
  bytes: size,
  /** Bytes that came with it; the rest was here for other DAGs. Older records do not say: then all of it. */
  added: v.optional(size),
  by: v.string()
});

/** A DAG held whole. */
export type Pin = v.InferOutput<typeof PinSchema>;

export class PinLedger {
  private readonly folder: string | null;
  private readonly pins = new Map<string, Pin>();
  private added = 0;
  /** Records that could not be read: the CID of each by the name of its file, and where it was moved. */
  readonly damaged: { cid: string; movedTo: string }[] = [];

  private constructor(folder: string | null) {
    this.folder = folder;
  }

  /** @param folder null keeps the pins in memory only. */
  static async open(folder: string | null): Promise<PinLedger> {
    const ledger = new PinLedger(folder);
    if (folder === null) return ledger;
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) if (name.endsWith('.json')) await ledger.load(folder, name);
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

  /** Bytes that the pins keep here, shared blocks counted once. */
  get addedBytes(): number {
    return this.added;
  }

  /** Returns when the pin is on disk. @param added bytes that came with it; what an earlier record says is added to. */
  async add(cid: string, { blocks, bytes }: DagSize, added: number, by: string): Promise<void> {
    const before = this.pins.get(cid);
    const pin: Pin = { cid, blocks, bytes, added: (before ? addedBy(before) : 0) + added, by: before?.by ?? by };
    if (this.folder !== null) await replaceFile(join(this.folder, `${cid}.json`), JSON.stringify(pin));
    this.set(pin);
  }

  private set(pin: Pin): void {
    const before = this.pins.get(pin.cid);
    this.added += addedBy(pin) - (before ? addedBy(before) : 0);
    this.pins.set(pin.cid, pin);
  }

  /** A damaged record is set aside: what it named is still here, and is looked through again. */
  private async load(folder: string, name: string): Promise<void> {
    const path = join(folder, name);
    const cid = name.slice(0, -'.json'.length);
    try {
      const pin = v.parse(PinSchema, JSON.parse(await readFile(path, 'utf8')));
      if (pin.cid !== cid) throw new Error('It names another CID than its file.');
      this.set(pin);
    } catch {
      const movedTo = `${path}.damaged`;
      await rename(path, movedTo);
      this.damaged.push({ cid, movedTo });
    }
  }
}

const addedBy = ({ added, bytes }: Pin): number => added ?? bytes;
