// Puts the market on a chain by three `evm.create`, first its jury, then its annex, then the market itself with its reserve;
// signed by an sr25519 account. Checks that all codes stand there and that the market says what it was deployed with.
import { concatHex, encodeDeployData, keccak256, pad, type Hex } from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import {
  marketAnnexInitCode,
  marketBuild,
  marketInitCode,
  marketJuryInitCode
} from '#contracts/artifacts/market.init-code.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { decodeMarketRevert } from './decode-market-revert.ts';
import { EXISTENTIAL_DEPOSIT_RAO } from '../tx/evm-call.ts';
import { createContract } from '../tx/evm-create.ts';
import { marketViewOf } from './market-view.ts';
import { readMarketParameters, readTreasury } from './read-market-accounts.ts';
import { readRootWeight } from '../subtensor/read-root-weight.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxOptions } from '../../ports/tx-state.ts';

/** What the contract keeps from its first block on, `RESERVE_RAO` in Market.sol, and the deposit that it does not see. */
const FUNDS_RAO = 500n + EXISTENTIAL_DEPOSIT_RAO;
/** An hour of Bittensor's 12-second blocks. */
export const DEFAULT_MIN_WINDOW_BLOCKS = 300;

export interface MarketTerms {
  netuid: number;
  /** Public key of the account that the treasury's share goes to. */
  treasury: Hex;
  /** Weight of root stake beside the subnet's; default: the chain's TaoWeight. */
  rootWeightPpm?: number;
  /** Shortest window a request may name; default 300. */
  minWindowBlocks?: number;
}

/** One of the three contracts, with what somebody else needs to hold its bytes against the chain. */
export interface DeployedPart {
  address: Hex;
  block: number;
  txHash: Hex;
  /** keccak-256 of the creation code with its arguments, and of the code that stands on chain. */
  creationCodeHash: Hex;
  runtimeCodeHash: Hex;
  runtimeCodeBytes: number;
  source: string;
}

export interface MarketDeployment {
  /** The address that clients need. */
  address: Hex;
  market: DeployedPart;
  annex: DeployedPart;
  jury: DeployedPart;
  chain: { name: string; genesisHash: Hex; specVersion: number };
  deployer: { account: string; evmAddress: Hex };
  constructorArguments: {
    netuid: number;
    treasury: Hex;
    rootWeightPpm: number;
    minWindowBlocks: number;
    annex: Hex;
    /** The annex's own argument. */
    jury: Hex;
  };
  /** Sent with the creation: the market's reserve and the existential deposit. */
  sentRao: bigint;
  compiler: Pick<typeof marketBuild, 'compiler' | 'evmVersion' | 'optimizerRuns'> & { viaIR: true; metadata: 'none' };
}

/**
 * @returns rejected when one of the signatures was refused; a part without a market is of no use and does no harm.
 * @throws AppError `chain/deploy-failed`, `chain/balance-too-low`, `chain/root-weight-unknown`, or as `submitExtrinsic`.
 */
export async function deployMarket(
  connection: ChainConnection,
  account: SigningAccount,
  terms: MarketTerms,
  options: TxOptions = {}
): Promise<MarketDeployment | { status: 'rejected' }> {
  const { netuid, minWindowBlocks = DEFAULT_MIN_WINDOW_BLOCKS } = terms;
  const rootWeightPpm = terms.rootWeightPpm ?? (await readRootWeight(connection));
  const treasury = evmAddressOf(terms.treasury);
  const jury = await deployPart(connection, account, marketJuryInitCode, 0n, options);
  if ('status' in jury) return jury;
  expectCode(jury, marketBuild.juryCodeBytes);
  const annexCode = concatHex([marketAnnexInitCode, pad(jury.address)]);
  const annex = await deployPart(connection, account, annexCode, 0n, options);
  if ('status' in annex) return annex;
  expectCode(annex, marketBuild.annexCodeBytes);
  const initCode = encodeDeployData({
    abi: marketAbi,
    bytecode: marketInitCode,
    args: [netuid, treasury, rootWeightPpm, minWindowBlocks, annex.address]
  });
  const market = await deployPart(connection, account, initCode, FUNDS_RAO, options);
  if ('status' in market) return market;
  expectCode(market, marketBuild.codeBytes);
  const constructorArguments = {
    netuid,
    treasury,
    rootWeightPpm,
    minWindowBlocks,
    annex: annex.address,
    jury: jury.address
  };
  await expectAnswers(connection, market, constructorArguments);
  const { compiler, evmVersion, optimizerRuns } = marketBuild;
  return {
    address: market.address,
    market: { ...market, source: 'contracts/src/Market.sol' },
    annex: { ...annex, source: 'contracts/src/MarketAnnex.sol' },
    jury: { ...jury, source: 'contracts/src/MarketJury.sol' },
    chain: {
      name: connection.chainName,
      genesisHash: connection.genesisHash,
      specVersion: connection.specVersion
    },
    deployer: { account: account.address, evmAddress: evmAddressOf(account.publicKey) },
    constructorArguments,
    sentRao: FUNDS_RAO,
    compiler: { compiler, evmVersion, optimizerRuns, viaIR: true, metadata: 'none' }
  };
}

type Part = Omit<DeployedPart, 'source'>;

async function deployPart(
  connection: ChainConnection,
  account: SigningAccount,
  initCode: Hex,
  valueRao: bigint,
  options: TxOptions
): Promise<Part | { status: 'rejected' }> {
  const created = await createContract(connection, account, { initCode, valueRao }, decodeMarketRevert, options);
  if ('status' in created) return created;
  const { address, block, txHash } = created;
  const code = await connection.rpc<Hex>('eth_getCode', [address, 'latest']);
  return {
    address,
    block,
    txHash,
    creationCodeHash: keccak256(initCode),
    runtimeCodeHash: keccak256(code),
    runtimeCodeBytes: (code.length - 2) / 2
  };
}

function expectCode({ address, block, txHash, runtimeCodeBytes }: Part, bytes: number): void {
  if (runtimeCodeBytes === bytes) return;
  const short = `The contract at its address has ${runtimeCodeBytes} bytes instead of ${bytes}.`;
  throw new AppError('chain/deploy-failed', short, { details: { address, txHash, block } });
}

/** The market says its own arguments; the treasury and the jury through the annex, so that the parts are seen to work. */
async function expectAnswers(
  connection: ChainConnection,
  { address, txHash, block }: Part,
  expected: MarketDeployment['constructorArguments']
): Promise<void> {
  const view = marketViewOf(connection, address);
  const [parameters, { holder }] = await Promise.all([readMarketParameters(view), readTreasury(view)]);
  const found = { ...parameters, treasury: holder };
  const wrong = Object.entries(expected).find(([name, value]) => found[name as keyof typeof found] !== value);
  if (!wrong) return;
  throw new AppError('chain/deploy-failed', `The market was deployed, but its ${wrong[0]} is not ${wrong[1]}.`, {
    details: { address, txHash, block, ...found }
  });
}
