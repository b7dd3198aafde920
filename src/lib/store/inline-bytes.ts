// CIDs that are their own block: with the identity hash the digest is the bytes (multiformats.io/multihash).
import type { CID } from 'multiformats/cid';
import { HASH } from './parse-cid.ts';

/** @returns the bytes that stand in the CID itself, so that nobody needs to be asked; null for a CID that is a hash. */
export const inlineBytes = ({ multihash: { code, digest } }: CID): Uint8Array | null =>
  code === HASH.identity ? digest : null;
