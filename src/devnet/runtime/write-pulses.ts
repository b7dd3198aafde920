// The block's author brings the beacon's news: here it stands for subtensor's offchain worker and its write_pulse.
import { sha256 } from '@noble/hashes/sha2.js';
import { stringToU8a } from '@polkadot/util';
import type { DispatchContext } from '../frame/dispatch-context.ts';
import type { KeyValue } from '../state/key-value.ts';
import { subnets } from '../pallets/subtensor/subnet-schedule.ts';
import { subtensorStorage } from '../pallets/subtensor/subtensor-storage.ts';
import { drandEvents } from '../pallets/drand/drand-events.ts';
import { drandStorage, UNCHAINED_G1_SCHEME } from '../pallets/drand/drand-storage.ts';
import { localBeacon, roundAt, signRound } from '../pallets/drand/local-beacon.ts';

/** Rounds that stay readable: six hours. Subtensor keeps 216,000. */
const KEPT_ROUNDS = 7200n;

type PulseContext = Pick<DispatchContext, 'state' | 'timestampMs' | 'deposit'>;

/** Makes the chain follow the local beacon. */
export function followLocalBeacon(state: KeyValue): void {
  const { publicKey, genesisSeconds, periodSeconds } = localBeacon();
  drandStorage.BeaconConfig.put(state, {
    public_key: publicKey,
    period: periodSeconds,
    genesis_time: genesisSeconds,
    hash: sha256(publicKey),
    group_hash: sha256(publicKey),
    scheme_id: UNCHAINED_G1_SCHEME,
    metadata: { beacon_id: stringToU8a('assay-local') }
  });
}

/**
 * Stores the pulses since the last block: the newest round, and every one that a waiting commit names. Rounds nobody
 * asks for are left out after a pause. Nothing happens while no subnet hides its weights.
 */
export function writePulses(context: PulseContext): void {
  const { state } = context;
  const hides = subnets(state).some((netuid) => subtensorStorage.CommitRevealWeightsEnabled.get(state, netuid));
  if (!hides) return;
  const newest = BigInt(roundAt(localBeacon(), context.timestampMs));
  const last = drandStorage.LastStoredRound.get(state);
  if (newest < 1n || newest <= last) return;
  const rounds = [...new Set([...awaitedRounds(context, last, newest), newest])].sort((a, b) => (a < b ? -1 : 1));
  for (const round of rounds) {
    const signature = signRound(Number(round));
    drandStorage.Pulses.put(state, round, { round, randomness: sha256(signature), signature });
  }
  drandStorage.LastStoredRound.put(state, newest);
  if (drandStorage.OldestStoredRound.get(state) === 0n) drandStorage.OldestStoredRound.put(state, rounds[0]!);
  forgetOld(state, newest);
  context.deposit(drandEvents.NewPulse, { rounds });
}

function awaitedRounds({ state }: PulseContext, last: bigint, newest: bigint): bigint[] {
  return subtensorStorage.TimelockedWeightCommits.entries(state)
    .flatMap(({ value }) => value.map(([, , , round]) => round))
    .filter((round) => round > last && round <= newest);
}

function forgetOld(state: KeyValue, newest: bigint): void {
  const oldest = drandStorage.OldestStoredRound.get(state);
  if (newest - oldest <= KEPT_ROUNDS) return;
  const kept = newest - KEPT_ROUNDS;
  if (kept - oldest <= 100n) for (let round = oldest; round < kept; round++) drandStorage.Pulses.remove(state, round);
  else
    for (const { keys } of drandStorage.Pulses.entries(state))
      if (keys[0] < kept) drandStorage.Pulses.remove(state, keys[0]);
  drandStorage.OldestStoredRound.put(state, kept);
}
