// A blockstore as it is now: what is read through it leaves nothing behind.
import { BaseBlockstore } from 'blockstore-core';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';

class KeepsNothingMore extends BaseBlockstore {
  readonly #kept: Blockstore;

  constructor(kept: Blockstore) {
    super();
    this.#kept = kept;
  }

  override put(cid: CID): CID {
    return cid;
  }

  override get(...call: Parameters<Blockstore['get']>): ReturnType<Blockstore['get']> {
    return this.#kept.get(...call);
  }

  override has(...call: Parameters<Blockstore['has']>): ReturnType<Blockstore['has']> {
    return this.#kept.has(...call);
  }

  override delete(...call: Parameters<Blockstore['delete']>): ReturnType<Blockstore['delete']> {
    return this.#kept.delete(...call);
  }
}

export const keepsNothingMore = (kept: Blockstore): Blockstore => new KeepsNothingMore(kept);
