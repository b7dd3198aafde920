// What a timelocked weights commit encrypts: SCALE of subtensor's `WeightsTlockPayload` (coinbase/reveal_commits.rs).
import { concatBytes } from '@noble/hashes/utils.js';
import { AppError } from '../error/app-error.ts';

export interface WeightsPayload {
  /** Public key of the hotkey that commits; the chain drops a payload of another. */
  hotkey: Uint8Array;
  uids: number[];
  values: number[];
  versionKey: bigint;
}

export function encodeWeightsPayload({ hotkey, uids, values, versionKey }: WeightsPayload): Uint8Array {
  return concatBytes(compact(hotkey.length), hotkey, u16Vector(uids), u16Vector(values), u64(versionKey));
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

function compact(value: number): Uint8Array {
  if (value < 2 ** 6) return Uint8Array.of(value << 2);
  if (value < 2 ** 14) return Uint8Array.of(((value << 2) | 1) & 255, value >> 6);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value * 4 + 2, true);
  return bytes;
}

function u16Vector(values: number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  values.forEach((value, i) => new DataView(bytes.buffer).setUint16(2 * i, value, true));
  return concatBytes(compact(values.length), bytes);
}

function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
