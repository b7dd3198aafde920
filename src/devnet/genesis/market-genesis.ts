// The development genesis with the market contract in its first block: what `npm start` and the tab's chain begin with.
import { concatHex, encodeDeployData, pad, type Hex } from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { marketAnnexInitCode, marketInitCode, marketJuryInitCode } from '#contracts/artifacts/market.init-code.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { evmAddressOf } from '#lib/core/accounts/evm-address.ts';
import { LOCAL_MARKET_ADDRESS } from '#lib/core/accounts/local-market-address.ts';
import { EXISTENTIAL_DEPOSIT_RAO } from '../pallets/balances.ts';
import { developmentGenesis, type GenesisConfig } from './genesis-config.ts';

/** Where the market's other parts stand; clients never need them. */
const LOCAL_ANNEX_ADDRESS: Hex = '0x00000000000000000000000000000000000a55a2';
const LOCAL_JURY_ADDRESS: Hex = '0x00000000000000000000000000000000000a55a3';
/** TaoWeight as the network has it. */
const ROOT_WEIGHT_PPM = 180_000;
/** A whole life of a request can be watched: five blocks are five seconds here. */
const MIN_WINDOW_BLOCKS = 5;
/** `RESERVE_RAO` of Market.sol beside the existential deposit, which a contract does not see. */
const FUNDS_RAO = 500n + EXISTENTIAL_DEPOSIT_RAO;

/** @param overrides as for the development genesis; its contracts come beside the market. */
export function marketGenesis(overrides: Partial<GenesisConfig> = {}): GenesisConfig {
  const base = developmentGenesis(overrides);
  const treasury = DEVELOPMENT_ACCOUNTS.find(({ role }) => role === 'treasury')!;
  const initCode = encodeDeployData({
    abi: marketAbi,
    bytecode: marketInitCode,
    // msg.sender of a key's contract calls is the first 20 bytes of its public key.
    args: [base.netuid, evmAddressOf(treasury.publicKey), ROOT_WEIGHT_PPM, MIN_WINDOW_BLOCKS, LOCAL_ANNEX_ADDRESS]
  });
  return {
    ...base,
    deploy: [
      { address: LOCAL_JURY_ADDRESS, initCode: marketJuryInitCode },
      { address: LOCAL_ANNEX_ADDRESS, initCode: concatHex([marketAnnexInitCode, pad(LOCAL_JURY_ADDRESS)]) },
      { address: LOCAL_MARKET_ADDRESS, initCode, balanceRao: FUNDS_RAO },
      ...base.deploy
    ]
  };
}
