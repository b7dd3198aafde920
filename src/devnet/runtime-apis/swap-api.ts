// SwapRuntimeApi of a subnet without a pool: one alpha is one TAO, no fee and no slippage
// (subtensor `pallets/swap/runtime-api`, spec 425).
import { alphaBalance, netUid, taoBalance } from '../frame/runtime-types.ts';
import { subtensorStorage as storage } from '../pallets/subtensor/subtensor-storage.ts';
import type { RuntimeApi } from '../frame/runtime-api.ts';
import { struct, vec } from '../scale/composites.ts';
import { u64 } from '../scale/primitives.ts';

/** Rao of one alpha. */
const PRICE_RAO = 1_000_000_000n;

const swapResult = struct('pallet_subtensor_swap_runtime_api::SimSwapResult', {
  tao_amount: taoBalance,
  alpha_amount: alphaBalance,
  tao_fee: taoBalance,
  alpha_fee: alphaBalance,
  tao_slippage: taoBalance,
  alpha_slippage: alphaBalance
});
const subnetPrice = struct('pallet_subtensor_swap_runtime_api::SubnetPrice', { netuid: netUid, price: u64 });

const oneForOne = (amount: unknown) => ({
  tao_amount: amount as bigint,
  alpha_amount: amount as bigint,
  tao_fee: 0n,
  alpha_fee: 0n,
  tao_slippage: 0n,
  alpha_slippage: 0n
});

export const swapApi: RuntimeApi = {
  name: 'SwapRuntimeApi',
  methods: {
    current_alpha_price: { inputs: { netuid: netUid }, output: u64, answer: () => PRICE_RAO },
    current_alpha_price_all: {
      inputs: {},
      output: vec(subnetPrice),
      answer: (state) =>
        storage.NetworksAdded.entries(state).map(({ keys: [netuid] }) => ({ netuid, price: PRICE_RAO }))
    },
    sim_swap_tao_for_alpha: {
      inputs: { netuid: netUid, tao: taoBalance },
      output: swapResult,
      answer: (_state, { tao }) => oneForOne(tao)
    },
    sim_swap_alpha_for_tao: {
      inputs: { netuid: netUid, alpha: alphaBalance },
      output: swapResult,
      answer: (_state, { alpha }) => oneForOne(alpha)
    }
  }
};
