// From a stranger's text to a CID whose blocks can be verified here.
import { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';

export const CODEC = Object.freeze({ raw: 0x55, dagPb: 0x70, dagCbor: 0x71 });
export const HASH = Object.freeze({ identity: 0x00, sha256: 0x12 });

/** Throws AppError `store/invalid-cid` for text that is no CID, or one with a codec or hash we cannot check. */
export function parseCid(text: string): CID {
  const cid = parse(text.trim());
  const knownCodec = Object.values(CODEC).some((code) => code === cid.code);
  const knownHash = Object.values(HASH).some((code) => code === cid.multihash.code);
  if (!knownCodec || !knownHash) {
    throw new AppError('store/invalid-cid', `The CID ${cid} uses a codec or hash that cannot be checked here.`, {
      hints: ['Content must be raw, dag-pb or dag-cbor, hashed with sha2-256.'],
      details: { cid: String(cid), codec: cid.code, hash: cid.multihash.code }
    });
  }
  return cid;
}

function parse(text: string): CID {
  const id = text.replace(/^ipfs:\/\//, '');
  try {
    if (id.length > 256) throw new Error('too long');
    return CID.parse(id);
  } catch (cause) {
    throw new AppError('store/invalid-cid', `"${text.slice(0, 80)}" is not a CID.`, {
      hints: ['A CID looks like bafybei... or Qm...; copy it whole.'],
      details: { cid: text.slice(0, 256) },
      cause
    });
  }
}
