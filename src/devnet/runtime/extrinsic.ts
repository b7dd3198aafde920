// Transactions on the wire: version 4, bare (inherents) or signed. Decoding, the signed payload, and the signature.
import { ed25519Verify, secp256k1Recover, sr25519Verify } from '@polkadot/util-crypto';
import type { RuntimeCall } from '../frame/dispatch-context.ts';
import { blake2_256 } from '../frame/hashers.ts';
import { multiAddress, multiSignature } from '../frame/runtime-types.ts';
import type { TypeOf } from '../scale/codec.ts';
import { era, type Era } from '../scale/era.ts';
import { compactBig, compactNumber, u32, u64 } from '../scale/primitives.ts';
import { ScaleReader, scaleError } from '../scale/scale-reader.ts';
import { ScaleWriter } from '../scale/scale-writer.ts';
import { runtimeCall } from '../frame/runtime-call.ts';
import { TRANSACTION_VERSION } from '../frame/runtime-version.ts';
import { metadataHashMode } from '../frame/signed-extensions.ts';

const VERSION = 4;
const SIGNED = 0x80;
const nonceCodec = compactNumber(u32);
const tipCodec = compactBig(u64);

export interface Signed {
  signer: Uint8Array;
  signature: TypeOf<typeof multiSignature>;
  era: Era;
  nonce: number;
  tip: bigint;
  /** Whether it is signed over the hash of the metadata too, as a Ledger signs. */
  metadataHash: boolean;
}

export interface Extrinsic {
  /** As it travels, with its length prefix. */
  bytes: Uint8Array;
  hash: Uint8Array;
  call: RuntimeCall;
  callBytes: Uint8Array;
  /** Absent for inherents. */
  signed?: Signed;
  /** Era, nonce, tip and metadata mode as sent: part of what is signed. */
  extraBytes: Uint8Array;
  /** Hash of the block its era begins with, once it has been validated. */
  birthHash?: Uint8Array;
  /** Version of the runtime it was validated for. */
  specVersion?: number;
}

export function decodeExtrinsic(bytes: Uint8Array): Extrinsic {
  const reader = new ScaleReader(bytes);
  const length = reader.count(1);
  if (length !== reader.remaining) throw scaleError('the length prefix is wrong', 0);
  const version = reader.small(1);
  if ((version & ~SIGNED) !== VERSION)
    throw scaleError(`transaction version ${version & ~SIGNED} is not ${VERSION}`, 0);
  const start = reader.offset;
  const head = version & SIGNED ? readSigned(reader) : undefined;
  const callStart = reader.offset;
  const call = runtimeCall.read(reader);
  if (reader.remaining > 0) throw scaleError(`${reader.remaining} bytes are left over`, reader.offset);
  return {
    bytes,
    hash: blake2_256(bytes),
    call,
    callBytes: bytes.slice(callStart),
    signed: head?.signed,
    extraBytes: head ? bytes.slice(head.extraStart, callStart) : bytes.slice(start, start)
  };
}

function readSigned(reader: ScaleReader): { signed: Signed; extraStart: number } {
  const address = multiAddress.read(reader);
  if (address.type !== 'Id') throw scaleError('the signer is no account id', reader.offset);
  const signature = multiSignature.read(reader);
  const extraStart = reader.offset;
  const signed = {
    signer: address.value[0],
    signature,
    era: era.read(reader),
    nonce: nonceCodec.read(reader),
    tip: tipCodec.read(reader),
    metadataHash: metadataHashMode.read(reader).type === 'Enabled'
  };
  return { signed, extraStart };
}

/** A transaction without a signature. */
export function encodeBareExtrinsic(call: RuntimeCall): Uint8Array {
  const body = new ScaleWriter();
  body.small(VERSION, 1);
  runtimeCall.write(body, call);
  const inner = body.finish();
  const writer = new ScaleWriter();
  writer.compact(inner.length);
  writer.raw(inner);
  return writer.finish();
}

/** What the signer must have signed: call, extra, and the facts of this chain. Longer than 256 bytes: its hash. */
export function signedPayload(
  extrinsic: Extrinsic,
  chain: { specVersion: number; genesisHash: Uint8Array; metadataHash: (specVersion: number) => Uint8Array },
  birthHash: Uint8Array
): Uint8Array {
  const writer = new ScaleWriter();
  writer.raw(extrinsic.callBytes);
  writer.raw(extrinsic.extraBytes);
  writer.small(chain.specVersion, 4);
  writer.small(TRANSACTION_VERSION, 4);
  writer.raw(chain.genesisHash);
  writer.raw(birthHash);
  const hasMetadataHash = extrinsic.signed?.metadataHash ?? false;
  writer.small(hasMetadataHash ? 1 : 0, 1);
  if (hasMetadataHash) writer.raw(chain.metadataHash(chain.specVersion));
  const payload = writer.finish();
  return payload.length > 256 ? blake2_256(payload) : payload;
}

/** True when the signature is the signer's over this payload. */
export function verifySignature({ signer, signature }: Signed, payload: Uint8Array): boolean {
  const bytes = signature.value[0];
  try {
    switch (signature.type) {
      case 'Ed25519':
        return ed25519Verify(payload, bytes, signer);
      case 'Sr25519':
        return sr25519Verify(payload, bytes, signer);
      case 'Ecdsa': {
        const key = secp256k1Recover(blake2_256(payload), bytes.subarray(0, 64), bytes[64]!);
        return blake2_256(key).every((byte, i) => byte === signer[i]);
      }
      default:
        return signature satisfies never;
    }
  } catch {
    return false;
  }
}
