// The blocks of a CARv1 (ipld.io/specs/transport/car/carv1), each held against its CID before anyone sees it.
import { CarBlockIterator } from '@ipld/car/iterator';
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';
import { isBlockOf } from './verify-block.ts';

/** Throws AppError `store/unreadable` for bytes that are no CAR, and at the first block that is not what it is called. */
export async function* verifiedCarBlocks(
  car: Uint8Array,
  signal?: AbortSignal
): AsyncGenerator<{ cid: CID; bytes: Uint8Array }> {
  try {
    for await (const { cid, bytes } of await CarBlockIterator.fromBytes(car)) {
      signal?.throwIfAborted();
      if (!(await isBlockOf(cid, bytes))) throw new Error(`The block called ${String(cid)} hashes to something else.`);
      yield { cid, bytes };
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw notACar(cause);
  }
}

/** The one root of a CAR, which says nothing yet about what it holds. Throws AppError `store/unreadable`. */
export async function rootOfCar(car: Uint8Array): Promise<string> {
  const roots = await CarBlockIterator.fromBytes(car).then(
    (iterator) => iterator.getRoots(),
    (cause: unknown) => {
      throw notACar(cause);
    }
  );
  if (roots.length !== 1) throw notACar(new Error(`It has ${roots.length} roots.`));
  return String(roots[0]);
}

const notACar = (cause: unknown): AppError =>
  new AppError('store/unreadable', 'These bytes are not a whole CAR archive.', { cause });
