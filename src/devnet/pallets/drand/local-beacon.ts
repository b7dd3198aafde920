// A stand-in for drand's quicknet on the local chain: same curve, scheme, period and genesis, its own public test key.
// It makes a round's signature when the chain's time reaches the round, so anyone could forge it: for development only.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { stringToU8a, u8aToHex } from '@polkadot/util';
import { DRAND_DST, QUICKNET, roundMessage, type DrandNetwork } from '#lib/core/timelock/drand-network.ts';

const { shortSignatures } = bls12_381;
const SECRET_KEY = bls12_381.fields.Fr.toBytes(
  bls12_381.fields.Fr.create(BigInt(u8aToHex(sha256(stringToU8a('Assay local beacon')))))
);

let known: DrandNetwork | undefined;

/** What to encrypt to on the local chain. */
export function localBeacon(): DrandNetwork {
  known ??= {
    publicKey: shortSignatures.getPublicKey(SECRET_KEY).toBytes(),
    genesisSeconds: QUICKNET.genesisSeconds,
    periodSeconds: QUICKNET.periodSeconds
  };
  return known;
}

/** The newest round at a time; below 1 before the beacon began. */
export function roundAt({ genesisSeconds, periodSeconds }: DrandNetwork, timestampMs: number): number {
  return Math.floor((timestampMs / 1000 - genesisSeconds) / periodSeconds) + 1;
}

/** The beacon's signature of a round, 48 bytes in G1. */
export function signRound(round: number): Uint8Array {
  return shortSignatures.Signature.toBytes(
    shortSignatures.sign(shortSignatures.hash(roundMessage(round), DRAND_DST), SECRET_KEY)
  );
}
