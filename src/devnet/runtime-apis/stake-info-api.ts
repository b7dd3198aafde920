// StakeInfoRuntimeApi: what coldkeys hold under hotkeys (subtensor `rpc_info/stake_info.rs`, spec 425).
import { accountId, alphaBalance, netUid, taoBalance } from '../frame/runtime-types.ts';
import { stakeOf } from '../pallets/subtensor/stake.ts';
import { subtensorStorage as storage } from '../pallets/subtensor/subtensor-storage.ts';
import type { RuntimeApi } from '../frame/runtime-api.ts';
import { option, struct, tuple, vec } from '../scale/composites.ts';
import { bool, compactBig, compactNumber, u64 } from '../scale/primitives.ts';
import type { ReadableState } from '../state/key-value.ts';

const alpha = compactBig(alphaBalance);
const stakeInfo = struct('pallet_subtensor::rpc_info::stake_info::StakeInfo', {
  hotkey: accountId,
  coldkey: accountId,
  netuid: compactNumber(netUid),
  stake: alpha,
  locked: compactBig(u64),
  emission: alpha,
  tao_emission: compactBig(taoBalance),
  drain: compactBig(u64),
  is_registered: bool
});

export const stakeInfoApi: RuntimeApi = {
  name: 'StakeInfoRuntimeApi',
  methods: {
    get_stake_info_for_coldkey: {
      inputs: { coldkey_account: accountId },
      output: vec(stakeInfo),
      answer: (state, { coldkey_account }) => stakesOf(state, coldkey_account as Uint8Array)
    },
    get_stake_info_for_coldkeys: {
      inputs: { coldkey_accounts: vec(accountId) },
      output: vec(tuple(accountId, vec(stakeInfo))),
      answer: (state, { coldkey_accounts }) =>
        (coldkey_accounts as Uint8Array[]).map((coldkey) => [coldkey, stakesOf(state, coldkey)])
    },
    get_stake_info_for_hotkey_coldkey_netuid: {
      inputs: { hotkey_account: accountId, coldkey_account: accountId, netuid: netUid },
      output: option(stakeInfo),
      answer: (state, { hotkey_account, coldkey_account, netuid }) =>
        infoOf(state, hotkey_account as Uint8Array, coldkey_account as Uint8Array, netuid as number)
    }
  }
};

/** All that is not nothing, subnet by subnet. */
const stakesOf = (state: ReadableState, coldkey: Uint8Array) =>
  storage.NetworksAdded.entries(state).flatMap(({ keys: [netuid], value: exists }) =>
    exists
      ? storage.StakingHotkeys.get(state, coldkey)
          .map((hotkey) => infoOf(state, hotkey, coldkey, netuid))
          .filter(({ stake }) => stake > 0n)
      : []
  );

const infoOf = (state: ReadableState, hotkey: Uint8Array, coldkey: Uint8Array, netuid: number) => ({
  hotkey,
  coldkey,
  netuid,
  stake: stakeOf(state, hotkey, coldkey, netuid),
  locked: 0n,
  emission: storage.AlphaDividendsPerSubnet.get(state, netuid, hotkey),
  tao_emission: 0n,
  drain: 0n,
  is_registered: storage.IsNetworkMember.get(state, hotkey, netuid)
});
