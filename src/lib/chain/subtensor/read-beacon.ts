// The drand beacon a chain follows: pallet_drand's `BeaconConfig` and its newest round.
import type { ApiDecoration } from '@polkadot/api/types';
import { hexToU8a } from '@polkadot/util';
import type { DrandNetwork } from '../../core/timelock/drand-network.ts';

interface BeaconConfig {
  publicKey: `0x${string}`;
  period: number;
  genesisTime: number;
}

/** @returns null where the chain follows none. */
export async function readBeacon(
  at: ApiDecoration<'promise'>
): Promise<(DrandNetwork & { lastStoredRound: number }) | null> {
  const { drand } = at.query;
  if (!drand?.beaconConfig || !drand.lastStoredRound) return null;
  const [config, lastStoredRound] = await Promise.all([drand.beaconConfig(), drand.lastStoredRound()]);
  const { publicKey, period, genesisTime } = config.toJSON() as unknown as BeaconConfig;
  return {
    publicKey: hexToU8a(publicKey),
    genesisSeconds: genesisTime,
    periodSeconds: period,
    lastStoredRound: Number(lastStoredRound.toString())
  };
}
