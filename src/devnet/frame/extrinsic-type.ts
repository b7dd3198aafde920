// The transaction as the metadata names it, so that clients learn address, call, signature and extensions from it.
import { multiAddress, multiSignature } from './runtime-types.ts';
import type { AnyCodec, Codec } from '../scale/codec.ts';
import { tuple } from '../scale/composites.ts';
import { bytes } from '../scale/primitives.ts';
import { runtimeCall } from './runtime-call.ts';
import { signedExtensions } from './signed-extensions.ts';

export const signedExtra: AnyCodec = tuple(...signedExtensions.map(({ type }) => type));

/** Bytes with their length prefix; the prefix says where they end. */
export const uncheckedExtrinsic: Codec<Uint8Array> = {
  shape: {
    kind: 'composite',
    path: 'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
    fields: [{ codec: bytes }],
    params: { Address: multiAddress, Call: runtimeCall, Signature: multiSignature, Extra: signedExtra }
  },
  minSize: 1,
  write: (writer, value) => writer.raw(value),
  read: (reader) => {
    const start = reader.offset;
    reader.take(reader.count(1));
    return reader.bytes.slice(start, reader.offset);
  }
};
