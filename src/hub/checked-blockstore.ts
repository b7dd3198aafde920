// The blocks on this node's disk, hashed whenever they are read: a disk spoils bytes, and nobody is to be given those as what
// their CID says. A spoilt block is deleted and counts as missing; whoever listens can get it anew.
import { BaseBlockstore } from 'blockstore-core';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { collect } from '#lib/store/collect.ts';
import { isBlockOf, isCheckable } from '#lib/store/verify-block.ts';

type Options = Parameters<Blockstore['has']>[1];
type Bytes = Parameters<Blockstore['put']>[1];

/** As Helia's stores throw it: known by its name. */
class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

export class CheckedBlockstore extends BaseBlockstore {
  private readonly disk: Blockstore;
  private readonly listeners = new Set<(cid: CID) => void>();

  constructor(disk: Blockstore) {
    super();
    this.disk = disk;
  }

  /** Hears of every block that was found spoilt. */
  onSpoilt(listener: (cid: CID) => void): void {
    this.listeners.add(listener);
  }

  override has(cid: CID, options?: Options): boolean | Promise<boolean> {
    return this.disk.has(cid, options);
  }

  /** A full disk is an error with the code ENOSPC, which the store beneath hides in a text. */
  override async put(cid: CID, bytes: Bytes, options?: Options): Promise<CID> {
    try {
      return await this.disk.put(cid, bytes, options);
    } catch (cause) {
      if (/\b(ENOSPC|EDQUOT)\b/.test(String(cause)))
        throw Object.assign(new Error('The disk is full.', { cause }), { code: 'ENOSPC' });
      throw cause;
    }
  }

  override async *get(cid: CID, options?: Options): AsyncGenerator<Uint8Array> {
    const bytes = await collect(this.disk.get(cid, options));
    if (isCheckable(cid) && !(await isBlockOf(cid, bytes))) {
      await this.disk.delete(cid);
      for (const listener of this.listeners) listener(cid);
      throw new NotFoundError(`The block ${cid} was spoilt on the disk.`);
    }
    yield bytes;
  }

  override async delete(cid: CID, options?: Options): Promise<void> {
    await this.disk.delete(cid, options);
  }

  override getAll(options?: Options): ReturnType<Blockstore['getAll']> {
    return this.disk.getAll(options);
  }
}
