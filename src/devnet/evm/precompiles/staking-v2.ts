// 0x805: the reads of subtensor's StakingV2; amounts in rao.
import { stakeOf } from '../../pallets/subtensor/stake.ts';
import { subtensorStorage as storage } from '../../pallets/subtensor/subtensor-storage.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { READ_GAS, totalHotkeyStake } from './metagraph.ts';
import { word, PrecompileFailure, type SolidityFunction } from './solidity-function.ts';

export function stakingFunctions(state: () => ReadableState): SolidityFunction[] {
  return [
    {
      signature: 'getTotalHotkeyStake(bytes32)',
      gas: READ_GAS,
      run: (args) => word(totalHotkeyStake(state(), args.bytes(0)))
    },
    {
      signature: 'getTotalColdkeyStake(bytes32)',
      gas: READ_GAS,
      run: (args) => word(totalColdkeyStake(state(), args.bytes(0)))
    },
    {
      signature: 'getStake(bytes32,bytes32,uint256)',
      gas: READ_GAS * 3n,
      run: (args) => word(stakeOf(state(), args.bytes(0), args.bytes(1), netuid(args.uint(2))))
    },
    {
      signature: 'getTotalAlphaStaked(bytes32,uint256)',
      gas: READ_GAS,
      run: (args) => word(storage.TotalHotkeyAlpha.get(state(), args.bytes(0), netuid(args.uint(1))))
    }
  ];
}

function totalColdkeyStake(state: ReadableState, coldkey: Uint8Array): bigint {
  const subnets = storage.NetworksAdded.entries(state).map(({ keys }) => keys[0]);
  return storage.StakingHotkeys.get(state, coldkey)
    .flatMap((hotkey) => subnets.map((subnet) => stakeOf(state, hotkey, coldkey, subnet)))
    .reduce((total, stake) => total + stake, 0n);
}

function netuid(value: bigint): number {
  if (value > 65_535n) throw new PrecompileFailure('halt', 'netuid is too large');
  return Number(value);
}
