// Storage of pallet_drand: the beacon this chain follows and its pulses (subtensor `pallets/drand`, spec 425).
import { QUICKNET } from '#lib/core/timelock/drand-network.ts';
import { hexToU8a, stringToU8a } from '@polkadot/util';
import { blake2Concat, identity } from '../../frame/hashers.ts';
import { storageOf } from '../../frame/pallet.ts';
import { map, mapKey, optionalMap, value } from '../../frame/storage-item.ts';
import type { TypeOf } from '../../scale/codec.ts';
import { boundedByteVec, struct } from '../../scale/composites.ts';
import { bool, u32, u64 } from '../../scale/primitives.ts';

const boundedHash = boundedByteVec(32);

export const beaconConfiguration = struct('pallet_drand::types::BeaconConfiguration', {
  public_key: boundedByteVec(96),
  period: u32,
  genesis_time: u32,
  hash: boundedHash,
  group_hash: boundedHash,
  scheme_id: boundedHash,
  metadata: struct('pallet_drand::types::Metadata', { beacon_id: boundedHash })
});
export type BeaconConfiguration = TypeOf<typeof beaconConfiguration>;

export const pulse = struct('pallet_drand::types::Pulse', {
  round: u64,
  randomness: boundedByteVec(32),
  signature: boundedByteVec(144)
});

export const UNCHAINED_G1_SCHEME = stringToU8a('bls-unchained-g1-rfc9380');

const quicknet = (): BeaconConfiguration => ({
  public_key: QUICKNET.publicKey,
  period: QUICKNET.periodSeconds,
  genesis_time: QUICKNET.genesisSeconds,
  hash: hexToU8a('0x52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'),
  group_hash: hexToU8a('0xf477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e'),
  scheme_id: UNCHAINED_G1_SCHEME,
  metadata: { beacon_id: stringToU8a('quicknet') }
});

export const drandStorage = storageOf('Drand', {
  BeaconConfig: value(beaconConfiguration, quicknet),
  HasMigrationRun: map([mapKey(identity, boundedByteVec(128))], bool, false),
  Pulses: optionalMap([mapKey(blake2Concat, u64)], pulse),
  LastStoredRound: value(u64, 0n),
  OldestStoredRound: value(u64, 0n),
  NextUnsignedAt: value(u32, 0)
});
