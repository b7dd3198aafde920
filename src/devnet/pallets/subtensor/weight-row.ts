// A row of weights or bonds, Vec<(u16, u16)>, read and written without a step per item: an epoch handles tens of thousands.
import type { SparseRow } from '#lib/core/consensus/sparse-matrix.ts';
import type { Codec } from '../../scale/codec.ts';
import { tuple, vec } from '../../scale/composites.ts';
import { u16 } from '../../scale/primitives.ts';

const PAIR_BYTES = 4;

export const weightRow: Codec<SparseRow> = {
  shape: vec(tuple(u16, u16)).shape,
  minSize: 1,
  write: (writer, { uids, values }) => {
    const packed = new Uint8Array(uids.length * PAIR_BYTES);
    for (let i = 0, at = 0; i < uids.length; i++, at += PAIR_BYTES) {
      packed[at] = uids[i]! & 0xff;
      packed[at + 1] = uids[i]! >> 8;
      packed[at + 2] = values[i]! & 0xff;
      packed[at + 3] = values[i]! >> 8;
    }
    writer.compact(uids.length);
    writer.raw(packed);
  },
  read: (reader) => {
    const packed = reader.take(reader.count(PAIR_BYTES) * PAIR_BYTES);
    const uids = new Array<number>(packed.length / PAIR_BYTES);
    const values = new Array<number>(uids.length);
    for (let i = 0, at = 0; i < uids.length; i++, at += PAIR_BYTES) {
      uids[i] = packed[at]! + packed[at + 1]! * 256;
      values[i] = packed[at + 2]! + packed[at + 3]! * 256;
    }
    return { uids, values };
  }
};
