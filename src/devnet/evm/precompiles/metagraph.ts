// 0x802: reads of a subnet's metagraph. Signatures of subtensor `precompiles/src/metagraph.rs`.
import type { ReadableState } from '../../state/key-value.ts';
import { subtensorStorage as storage } from '../../pallets/subtensor/subtensor-storage.ts';
import { PrecompileFailure, word, type SolidityFunction } from './solidity-function.ts';

/** Gas of one database read on subtensor: 25 us at 40,000 ps a gas. */
export const READ_GAS = 625n;

export function metagraphFunctions(state: () => ReadableState): SolidityFunction[] {
  const perUid = (
    name: string,
    read: (netuid: number, uid: number) => bigint | number | boolean | undefined
  ): SolidityFunction => ({
    signature: `${name}(uint16,uint16)`,
    gas: READ_GAS,
    run: (args) => word(read(Number(args.uint(0)), Number(args.uint(1))) ?? 0)
  });
  const hotkeyAt = (netuid: number, uid: number): Uint8Array => {
    if (!storage.Keys.has(state(), netuid, uid)) throw new PrecompileFailure('halt', 'no neuron has this uid');
    return storage.Keys.get(state(), netuid, uid);
  };
  return [
    {
      signature: 'getUidCount(uint16)',
      gas: READ_GAS,
      run: (args) => word(storage.SubnetworkN.get(state(), Number(args.uint(0))))
    },
    {
      signature: 'getHotkey(uint16,uint16)',
      gas: READ_GAS,
      run: (args) => hotkeyAt(Number(args.uint(0)), Number(args.uint(1)))
    },
    {
      signature: 'getColdkey(uint16,uint16)',
      gas: READ_GAS * 2n,
      run: (args) => storage.Owner.get(state(), hotkeyAt(Number(args.uint(0)), Number(args.uint(1))))
    },
    {
      signature: 'getStake(uint16,uint16)',
      gas: READ_GAS * 2n,
      run: (args) => word(totalHotkeyStake(state(), hotkeyAt(Number(args.uint(0)), Number(args.uint(1)))))
    },
    perUid('getRank', () => 0),
    perUid('getTrust', () => 0),
    perUid('getConsensus', (netuid, uid) => storage.Consensus.get(state(), netuid)[uid]),
    perUid('getIncentive', (netuid, uid) => storage.Incentive.get(state(), netuid)[uid]),
    perUid('getDividends', (netuid, uid) => storage.Dividends.get(state(), netuid)[uid]),
    perUid('getEmission', (netuid, uid) => storage.Emission.get(state(), netuid)[uid]),
    perUid('getVtrust', (netuid, uid) => storage.ValidatorTrust.get(state(), netuid)[uid]),
    perUid('getValidatorStatus', (netuid, uid) => storage.ValidatorPermit.get(state(), netuid)[uid]),
    perUid('getLastUpdate', (netuid, uid) => storage.LastUpdate.get(state(), netuid)[uid]),
    perUid('getIsActive', (netuid, uid) => storage.Active.get(state(), netuid)[uid])
  ];
}

/** A hotkey's stake over all subnets, in rao; on this chain one alpha is one TAO. */
export function totalHotkeyStake(state: ReadableState, hotkey: Uint8Array): bigint {
  return storage.TotalHotkeyAlpha.entries(state, hotkey).reduce((total, { value }) => total + value, 0n);
}
