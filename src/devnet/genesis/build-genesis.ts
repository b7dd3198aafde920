// Turns a genesis configuration into the state of block 0.
import { hexToU8a } from '@polkadot/util';
import { getContractAddress, type Hex } from 'viem';
import { AppError } from '#lib/core/error/app-error.ts';
import { EvmExecutor, BLOCK_GAS_LIMIT } from '../evm/execute-transaction.ts';
import { mirrorAccount } from '../evm/mirror-account.ts';
import { followLocalBeacon } from '../runtime/write-pulses.ts';
import { balancesStorage } from '../pallets/balances.ts';
import {
  evmChainIdStorage,
  baseFeeStorage,
  DEFAULT_BASE_FEE_WEI,
  LOCAL_EVM_CHAIN_ID
} from '../pallets/evm/evm-storage.ts';
import { appendNeurons, createHotkey } from '../pallets/subtensor/neurons.ts';
import { createNetwork } from '../pallets/subtensor/register.ts';
import { depositStake } from '../pallets/subtensor/stake.ts';
import { subtensorStorage } from '../pallets/subtensor/subtensor-storage.ts';
import { sudoStorage } from '../pallets/sudo.ts';
import { recordRuntimeVersion, systemStorage } from '../pallets/system.ts';
import { BlockContext } from '../runtime/block-context.ts';
import { SPEC_VERSION } from '../frame/runtime-version.ts';
import type { ReadableState } from '../state/key-value.ts';
import type { GenesisConfig, GenesisContract } from './genesis-config.ts';

const EMPTY: ReadableState = { get: () => undefined, keysWithPrefix: () => [] };
/** Blocks after its last weights in which a validator counts as active. */
const ACTIVITY_CUTOFF_BLOCKS = 5000;

export async function buildGenesis(config: GenesisConfig): Promise<[string, Uint8Array][]> {
  const context = new BlockContext(EMPTY, { number: 0, timestampMs: 0, parentHash: new Uint8Array(32) });
  const { state } = context;
  systemStorage.Number.put(state, 0);
  recordRuntimeVersion(state, SPEC_VERSION);
  sudoStorage.Key.put(state, hexToU8a(config.sudo));
  evmChainIdStorage.ChainId.put(state, LOCAL_EVM_CHAIN_ID);
  baseFeeStorage.BaseFeePerGas.put(state, DEFAULT_BASE_FEE_WEI);
  followLocalBeacon(state);
  for (const { account, rao } of config.balances) fund(context, hexToU8a(account), rao);
  buildSubnet(context, config);
  for (const contract of config.deploy) await deploy(context, contract);
  return [...state.changes].flatMap(([key, value]) => (value ? [[key, value] as [string, Uint8Array]] : []));
}

function fund({ state }: BlockContext, account: Uint8Array, rao: bigint): void {
  systemStorage.Account.update(state, account, (info) => ({
    ...info,
    providers: 1,
    data: { ...info.data, free: info.data.free + rao }
  }));
  balancesStorage.TotalIssuance.update(state, (total) => total + rao);
}

function buildSubnet({ state }: BlockContext, config: GenesisConfig): void {
  const { netuid } = config;
  const storage = subtensorStorage;
  storage.Tempo.put(state, netuid, config.tempo);
  createNetwork(state, netuid, hexToU8a(config.owner), hexToU8a(config.ownerHotkey), 0);
  createHotkey(state, hexToU8a(config.owner), hexToU8a(config.ownerHotkey));
  storage.ActivityCutoffFactorMilli.put(state, netuid, Math.ceil((ACTIVITY_CUTOFF_BLOCKS * 1000) / config.tempo));
  storage.CommitRevealWeightsEnabled.put(state, netuid, config.commitReveal !== 'off');
  storage.MinAllowedWeights.put(state, netuid, 1);
  storage.WeightsSetRateLimit.put(state, netuid, 0n);
  storage.WeightsVersionKey.put(state, netuid, 0n);
  storage.MaxAllowedValidators.put(state, netuid, 64);
  storage.Burn.put(state, netuid, storage.MinBurn.get(state, netuid));
  storage.ImmunityPeriod.put(state, netuid, 4096);
  const hotkeys = config.neurons.map(({ hotkey }) => hexToU8a(hotkey));
  appendNeurons(state, netuid, hotkeys, 0);
  for (const { hotkey, coldkey, stakeRao } of config.neurons) {
    createHotkey(state, hexToU8a(coldkey), hexToU8a(hotkey));
    if (stakeRao > 0n) depositStake(state, hexToU8a(hotkey), hexToU8a(coldkey), netuid, stakeRao);
  }
  storage.ValidatorPermit.put(
    state,
    netuid,
    config.neurons.map(({ validatorPermit }) => validatorPermit)
  );
}

/** Runs the creation code as a deployment would; the code it returns stands at the given address with its storage. */
async function deploy(context: BlockContext, contract: GenesisContract): Promise<void> {
  const deployer = (contract.deployer ?? `0x${'00'.repeat(20)}`) as Hex;
  const nonce = BigInt(systemStorage.Account.get(context.state, mirrorAccount(hexToU8a(deployer))).nonce);
  const address = hexToU8a(contract.address ?? getContractAddress({ from: deployer, nonce }));
  if (contract.balanceRao) fund(context, mirrorAccount(address), contract.balanceRao);
  const outcome = await new EvmExecutor().execute(
    context,
    {
      from: hexToU8a(deployer),
      data: hexToU8a(contract.initCode),
      valueWei: 0n,
      gasLimit: BLOCK_GAS_LIMIT,
      contractAddress: address
    },
    'simulation'
  );
  if (outcome.type !== 'succeeded') {
    const why = outcome.type === 'refused' ? outcome.reason : outcome.error;
    throw new AppError('devnet/genesis-contract-failed', `A contract of the genesis could not be created: ${why}.`, {
      details: { address: contract.address }
    });
  }
}
