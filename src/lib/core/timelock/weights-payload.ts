// What a timelocked weights commit encrypts: SCALE of subtensor's `WeightsTlockPayload` (coinbase/reveal_commits.rs).
import { concatBytes } from '@noble/hashes/utils.js';
import { AppError } from '../error/app-error.ts';
import { encodeCompact, encodeU16Vector, encodeU64 } from '../encoding/scale.ts';

export interface WeightsPayload {
  /** Public key of the hotkey that commits; the chain drops a payload of another. */
  hotkey: Uint8Array;
  uids: number[];
  values: number[];
  versionKey: bigint;
}

export function encodeWeightsPayload({ hotkey, uids, values, versionKey }: WeightsPayload): Uint8Array {
  return concatBytes(
    encodeCompact(hotkey.length),
    hotkey,
    encodeU16Vector(uids),
    encodeU16Vector(values),
    encodeU64(versionKey)
  );
}

/** @throws AppError `timelock/bad-payload`. Bytes after the last field are ignored, as on the chain. */
export function decodeWeightsPayload(bytes: Uint8Array): WeightsPayload {
  let offset = 0;
  const take = (length: number): DataView => {
    if (length > bytes.length - offset) throw badPayload();
    offset += length;
    return new DataView(bytes.buffer, bytes.byteOffset + offset - length, length);
  };
  const takeCompact = (): number => {
    const first = take(1).getUint8(0);
    const mode = first & 3;
    if (mode === 3) throw badPayload();
    const rest = [0, 1, 3][mode]!;
    let value = first >> 2;
    for (let i = 0; i < rest; i++) value += take(1).getUint8(0) * 2 ** (6 + 8 * i);
    return value;
  };
  const takeU16Vector = (): number[] => {
    const length = takeCompact();
    const view = take(2 * length);
    return Array.from({ length }, (_, i) => view.getUint16(2 * i, true));
  };
  const hotkeyView = take(takeCompact());
  const hotkey = new Uint8Array(hotkeyView.buffer, hotkeyView.byteOffset, hotkeyView.byteLength).slice();
  return { hotkey, uids: takeU16Vector(), values: takeU16Vector(), versionKey: take(8).getBigUint64(0, true) };
}

const badPayload = (): AppError =>
  new AppError('timelock/bad-payload', 'The timelocked message does not hold a weights payload.');
