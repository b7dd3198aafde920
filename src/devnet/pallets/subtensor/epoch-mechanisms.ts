// An epoch over all mechanisms of a subnet: emission split between them, results stored and added up (subtensor
// `subnets/mechanism.rs` epoch_with_mechanisms, `epoch/run_epoch.rs` persist_mechanism_epoch_terms).
import { runEpoch, type EpochOutput } from '#lib/core/consensus/run-epoch.ts';
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { epochInputOf } from './epoch-input.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { mechanismIndex } from './weights-rules.ts';

/** What each uid earned in all mechanisms together. */
export interface SubnetEmission {
  serverEmissionRao: bigint[];
  validatorEmissionRao: bigint[];
}

type EpochContext = Pick<DispatchContext, 'state' | 'blockNumber' | 'deposit'>;
/** What is stored once per subnet, as the weighted sum over its mechanisms. */
type SubnetTerms = Omit<EpochOutput, 'incentive' | 'bonds'>;

const U16_MAX = 65_535n;
/** 1 in unsigned 64.64 fixed point. */
const ONE = 1n << 64n;

export function runSubnetEpoch(
  context: EpochContext,
  netuid: number,
  hotkeys: readonly Uint8Array[],
  emissionRao: bigint
): SubnetEmission {
  const { state, blockNumber } = context;
  let terms: SubnetTerms | undefined;
  mechanismEmissions(state, netuid, emissionRao).forEach((share, mechanism) => {
    const output = runEpoch({
      ...epochInputOf(state, netuid, mechanism, hotkeys, blockNumber),
      emissionRao: share
    });
    storeMechanism(context, mechanismIndex(netuid, mechanism), output);
    const weight = emissionRao === 0n ? (mechanism === 0 ? ONE : 0n) : (share * ONE) / emissionRao;
    terms = addTerms(terms, output, weight);
  });
  if (!terms) return { serverEmissionRao: [], validatorEmissionRao: [] };
  storage.Active.put(state, netuid, terms.active);
  storage.Emission.put(state, netuid, terms.emissionRao);
  storage.Consensus.put(state, netuid, terms.consensus);
  storage.Dividends.put(state, netuid, terms.dividends);
  storage.ValidatorTrust.put(state, netuid, terms.validatorTrust);
  storage.ValidatorPermit.put(state, netuid, terms.validatorPermits);
  storage.StakeWeight.put(state, netuid, terms.stakeWeight);
  return terms;
}

/** By `MechanismEmissionSplit`, or even; what rounding leaves goes to mechanism 0. */
export function mechanismEmissions(state: ReadableState, netuid: number, emissionRao: bigint): bigint[] {
  const count = storage.MechanismCountCurrent.get(state, netuid);
  const split = storage.MechanismEmissionSplit.get(state, netuid);
  const shares = Array.from({ length: count }, (_, mechanism) =>
    split ? (emissionRao * BigInt(split[mechanism] ?? 0)) / U16_MAX : emissionRao / BigInt(count)
  );
  const given = shares.reduce((a, b) => a + b, 0n);
  if (shares[0] !== undefined && given < emissionRao) shares[0] += emissionRao - given;
  return shares;
}

function storeMechanism(context: EpochContext, index: number, output: EpochOutput): void {
  const { state } = context;
  storage.Incentive.put(state, index, output.incentive);
  context.deposit(subtensorEvents.IncentiveAlphaEmittedToMiners, {
    netuid: index,
    emissions: output.serverEmissionRao
  });
  output.bonds.forEach((row, uid) => storage.Bonds.put(state, index, uid, row));
}

/** Emission adds up as it is, permits and activity by "or", everything else by the mechanism's share of emission. */
function addTerms(sum: SubnetTerms | undefined, output: EpochOutput, weight: bigint): SubnetTerms {
  const share = (value: number): number => (weight === ONE ? value : Number((BigInt(value) * weight) / ONE));
  const shares = (values: readonly number[], known?: readonly number[]) =>
    values.map((value, uid) => Math.min(Number(U16_MAX), (known?.[uid] ?? 0) + share(value)));
  const total = (values: readonly bigint[], known?: readonly bigint[]) =>
    known ? values.map((value, uid) => value + known[uid]!) : [...values];
  const either = (values: readonly boolean[], known?: readonly boolean[]) =>
    values.map((value, uid) => value || known?.[uid] === true);
  return {
    active: either(output.active, sum?.active),
    validatorPermits: either(output.validatorPermits, sum?.validatorPermits),
    stakeWeight: shares(output.stakeWeight, sum?.stakeWeight),
    consensus: shares(output.consensus, sum?.consensus),
    dividends: shares(output.dividends, sum?.dividends),
    validatorTrust: shares(output.validatorTrust, sum?.validatorTrust),
    serverEmissionRao: total(output.serverEmissionRao, sum?.serverEmissionRao),
    validatorEmissionRao: total(output.validatorEmissionRao, sum?.validatorEmissionRao),
    emissionRao: total(
      output.emissionRao.map((rao) => (rao * weight) / ONE),
      sum?.emissionRao
    )
  };
}
