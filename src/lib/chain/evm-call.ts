// Calls a contract from an sr25519 account: estimate, fund the mirror account in the same batch, send, check the result.
import { AppError } from '../core/error/app-error.ts';
import type { ChainConnection } from './connect-chain.ts';
import { evmAddressOf } from '../core/accounts/evm-address.ts';
import { mirrorAddressOf } from './mirror-account.ts';
import { readFreeBalance } from './read-free-balance.ts';
import type { SigningAccount } from './signing-account.ts';
import { submitExtrinsic, type Extrinsic, type TxOutcome } from './submit-extrinsic.ts';
import type { TxOptions } from './tx-state.ts';

const WEI_PER_RAO = 1_000_000_000n;
const EXISTENTIAL_DEPOSIT_RAO = 500n;

export interface EvmCall {
  to: `0x${string}`;
  data: `0x${string}`;
  valueRao?: bigint;
}

/** What a call will cost before it is signed. */
export interface EvmCallQuote {
  gasLimit: bigint;
  maxFeePerGasWei: bigint;
  /** Most the gas can cost, in rao. */
  gasRao: bigint;
  /** What must move to the mirror account first, in rao. */
  topUpRao: bigint;
}

/** Turns a node's error with revert data into the contract's own named error; undefined when it cannot. */
export type RevertDecoder = (data: `0x${string}`) => AppError | undefined;

/** Asks the node what the call needs. Throws the contract's named error when it would be refused. */
export async function quoteEvmCall(
  connection: ChainConnection,
  account: SigningAccount,
  call: EvmCall,
  decodeRevert: RevertDecoder
): Promise<EvmCallQuote> {
  const valueRao = call.valueRao ?? 0n;
  // Before the top-up the mirror cannot hold the value, so a payable call is not estimated but capped.
  const gas =
    valueRao > 0n
      ? PAYABLE_GAS_LIMIT
      : await estimateGas(connection, evmAddressOf(account.publicKey), call, decodeRevert);
  return quoteGas(connection, account, { gas, valueRao });
}

/** What a contract transaction of so much gas and value costs this account. Throws AppError `chain/balance-too-low`. */
export async function quoteGas(
  connection: ChainConnection,
  account: SigningAccount,
  { gas, valueRao }: { gas: bigint; valueRao: bigint }
): Promise<EvmCallQuote> {
  const [native, mirror, gasPrice] = await Promise.all([
    readFreeBalance(connection, account.address),
    readFreeBalance(connection, mirrorAddressOf(evmAddressOf(account.publicKey))),
    connection.rpc<string>('eth_gasPrice', []).then(BigInt)
  ]);
  if (valueRao > native + mirror) throw balanceTooLow(valueRao, native);
  const gasLimit = (gas * 13n) / 10n;
  const gasRao = (gasLimit * gasPrice * 2n) / WEI_PER_RAO + 1n;
  const needed = valueRao + gasRao + EXISTENTIAL_DEPOSIT_RAO;
  const topUpRao = mirror >= needed ? 0n : needed - mirror;
  if (topUpRao + EXISTENTIAL_DEPOSIT_RAO > native) throw balanceTooLow(topUpRao, native);
  return { gasLimit, maxFeePerGasWei: gasPrice * 2n, gasRao, topUpRao };
}

/** The transaction, with what it costs moved to the mirror account first in the same atomic batch. */
export function withTopUp(
  { api }: ChainConnection,
  account: SigningAccount,
  inner: Extrinsic,
  { topUpRao }: EvmCallQuote
): Extrinsic {
  if (topUpRao === 0n) return inner;
  const mirror = mirrorAddressOf(evmAddressOf(account.publicKey));
  const fund = api.tx.balances!.transferKeepAlive!(mirror, topUpRao);
  return api.tx.utility!.batchAll!([fund, inner]) as Extrinsic;
}

/**
 * Sends the call, funding the mirror account in the same atomic batch where it needs it.
 * @throws AppError the contract's named error (before anything is sent), `chain/evm-failed`, or as `submitExtrinsic`.
 */
export async function sendEvmCall(
  connection: ChainConnection,
  account: SigningAccount,
  call: EvmCall,
  decodeRevert: RevertDecoder,
  options: TxOptions = {}
): Promise<TxOutcome> {
  options.onState?.({ status: 'preparing' });
  const quote = await quoteEvmCall(connection, account, call, decodeRevert);
  const outcome = await submitExtrinsic(connection, buildExtrinsic(connection, account, call, quote), account, options);
  if (outcome.status === 'rejected') return outcome;
  const failed = outcome.events.some(({ section, method }) => section === 'evm' && method === 'ExecutedFailed');
  if (!failed) return outcome;
  const error =
    (await whyItFailed(connection, account, call, decodeRevert)) ??
    new AppError('chain/evm-failed', 'The contract refused the call.', { details: { txHash: outcome.txHash } });
  options.onState?.({ status: 'failed', error, txHash: outcome.txHash });
  throw error;
}

function buildExtrinsic(
  connection: ChainConnection,
  account: SigningAccount,
  call: EvmCall,
  quote: EvmCallQuote
): Extrinsic {
  const from = evmAddressOf(account.publicKey);
  const evmCall = connection.api.tx.evm!.call!;
  const args = [
    from,
    call.to,
    call.data,
    (call.valueRao ?? 0n) * WEI_PER_RAO,
    quote.gasLimit,
    quote.maxFeePerGasWei,
    null,
    null,
    [],
    []
  ];
  const inner = evmCall(...args.slice(0, evmCall.meta.args.length)) as Extrinsic;
  return withTopUp(connection, account, inner, quote);
}

/** `DatasetMarket.open`, the one payable call, uses under 400,000 gas; unused gas is given back. */
const PAYABLE_GAS_LIMIT = 400_000n;

async function estimateGas(
  connection: ChainConnection,
  from: string,
  call: EvmCall,
  decodeRevert: RevertDecoder
): Promise<bigint> {
  try {
    return BigInt(await connection.rpc<string>('eth_estimateGas', [{ from, to: call.to, data: call.data }]));
  } catch (thrown) {
    throw revertOf(thrown, decodeRevert) ?? thrown;
  }
}

async function whyItFailed(
  connection: ChainConnection,
  account: SigningAccount,
  call: EvmCall,
  decodeRevert: RevertDecoder
): Promise<AppError | undefined> {
  const value = `0x${((call.valueRao ?? 0n) * WEI_PER_RAO).toString(16)}`;
  try {
    await connection.rpc('eth_call', [
      { from: evmAddressOf(account.publicKey), to: call.to, data: call.data, value },
      'latest'
    ]);
    return undefined;
  } catch (thrown) {
    return revertOf(thrown, decodeRevert);
  }
}

/** polkadot-js puts a JSON-RPC error's data into the message (`3: VM Exception...: 0x…`) or on `.data`. */
export function revertOf(thrown: unknown, decodeRevert: RevertDecoder): AppError | undefined {
  const { data, message } = thrown as { data?: unknown; message?: string };
  const text = typeof data === 'string' ? data : (message ?? '');
  const hex = /0x[0-9a-fA-F]{8,}/.exec(text)?.[0];
  return hex ? decodeRevert(hex as `0x${string}`) : undefined;
}

function balanceTooLow(neededRao: bigint, haveRao: bigint): AppError {
  return new AppError(
    'chain/balance-too-low',
    `This needs ${tao(neededRao)} TAO, but the account holds ${tao(haveRao)} TAO.`,
    {
      hints: ['Use a smaller amount or move funds to this account.'],
      details: { neededRao: String(neededRao), haveRao: String(haveRao) }
    }
  );
}

const tao = (rao: bigint) =>
  `${rao / 1_000_000_000n}.${String(rao % 1_000_000_000n)
    .padStart(9, '0')
    .slice(0, 4)}`;
