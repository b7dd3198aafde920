// The development genesis with the market contract in its first block: what `npm start` and the tab's chain begin with.
import { encodeDeployData, type Hex } from 'viem';
import { datasetMarketAbi } from '#contracts/artifacts/dataset-market.abi.ts';
import { datasetMarketInitCode } from '#contracts/artifacts/dataset-market.init-code.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { evmAddressOf } from '#lib/core/accounts/evm-address.ts';
import { LOCAL_MARKET_ADDRESS } from '#lib/core/accounts/local-market-address.ts';
import { developmentGenesis, type GenesisConfig } from './genesis-config.ts';

/** @param overrides as for the development genesis; its contracts come beside the market. */
export function marketGenesis(overrides: Partial<GenesisConfig> = {}): GenesisConfig {
  const base = developmentGenesis(overrides);
  const treasury = DEVELOPMENT_ACCOUNTS.find(({ role }) => role === 'treasury')!;
  const initCode = encodeDeployData({
    abi: datasetMarketAbi,
    bytecode: datasetMarketInitCode as Hex,
    // msg.sender of a key's contract calls is the first 20 bytes of its public key.
    args: [base.netuid, evmAddressOf(treasury.publicKey)]
  });
  return { ...base, deploy: [{ address: LOCAL_MARKET_ADDRESS, initCode }, ...base.deploy] };
}
