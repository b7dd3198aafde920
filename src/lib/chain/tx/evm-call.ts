// Calls a contract from an sr25519 account: estimate, fund the mirror account in the same batch, send, check the result.
import { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { mirrorAddressOf } from './mirror-account.ts';
import { readFreeBalance } from './read-free-balance.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { submitExtrinsic, type Extrinsic } from './submit-extrinsic.ts';
import { type TxCost, type TxOptions, type TxOutcome } from '../../ports/tx-state.ts';
import { taoText } from '../../core/encoding/tao.ts';

export const WEI_PER_RAO = 1_000_000_000n;
/** Stays at an account; the EVM does not see it. */
export const EXISTENTIAL_DEPOSIT_RAO = 500n;

export interface EvmCall {
  to: `0x${string}`;
  data: `0x${string}`;
  valueRao?: bigint;
  /** Most gas it can use; counts where the node cannot be asked, because the value is not at the EVM address yet. */
  gasBound?: bigint;
}

/** What a call will cost before it is signed, and the gas it is sent with. */
export interface EvmCallQuote extends Omit<TxCost, 'feeRao'> {
  gasLimit: bigint;
  maxFeePerGasWei: bigint;
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
  const { valueRao = 0n, gasBound } = call;
  const from = evmAddressOf(account.publicKey);
  const canEstimate =
    gasBound === undefined ||
    valueRao === 0n ||
    (await readFreeBalance(connection, mirrorAddressOf(from))) >= valueRao + EXISTENTIAL_DEPOSIT_RAO;
  const gas = canEstimate ? await estimateGas(connection, { from, ...call }, decodeRevert) : gasBound;
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
  return { valueRao, gasLimit, maxFeePerGasWei: gasPrice * 2n, gasRao, topUpRao };
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
  const extrinsic = buildExtrinsic(connection, account, call, quote);
  const outcome = await submitExtrinsic(connection, extrinsic, account, options, quote);
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

/** Gas of a call, or without `to` of a creation, as the node estimates it. Throws the contract's named error. */
export async function estimateGas(
  connection: ChainConnection,
  { from, to, data, valueRao }: Omit<EvmCall, 'to'> & { from: string; to?: string },
  decodeRevert: RevertDecoder
): Promise<bigint> {
  try {
    const request = { from, ...(to ? { to } : {}), data, value: weiOf(valueRao) };
    return BigInt(await connection.rpc<string>('eth_estimateGas', [request]));
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
  const { to, data, valueRao } = call;
  try {
    await connection.rpc('eth_call', [
      { from: evmAddressOf(account.publicKey), to, data, value: weiOf(valueRao) },
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
    `This needs ${taoText(neededRao)} TAO, but the account holds ${taoText(haveRao)} TAO.`,
    {
      hints: ['Use a smaller amount or move funds to this account.'],
      details: { neededRao: String(neededRao), haveRao: String(haveRao) }
    }
  );
}

const weiOf = (rao = 0n): string => `0x${(rao * WEI_PER_RAO).toString(16)}`;
