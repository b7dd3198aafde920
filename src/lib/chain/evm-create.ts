// Creates a contract from an sr25519 account by `evm.create`, with its mirror account funded in the same batch.
import type { Hex } from 'viem';
import { evmAddressOf } from '../core/accounts/evm-address.ts';
import type { ChainConnection } from './connect-chain.ts';
import { estimateGas, quoteGas, WEI_PER_RAO, withTopUp, type RevertDecoder } from './evm-call.ts';
import type { SigningAccount } from './signing-account.ts';
import { submitExtrinsic, type Extrinsic, type TxOutcome } from './submit-extrinsic.ts';
import type { TxOptions } from './tx-state.ts';

/**
 * @param creation.valueRao can be estimated only once it lies at the account's EVM address
 * @throws AppError the contract's named error (before anything is sent), `chain/balance-too-low`, or as `submitExtrinsic`.
 */
export async function createContract(
  connection: ChainConnection,
  account: SigningAccount,
  { initCode, valueRao }: { initCode: Hex; valueRao: bigint },
  decodeRevert: RevertDecoder,
  options: TxOptions = {}
): Promise<TxOutcome> {
  options.onState?.({ status: 'preparing' });
  const from = evmAddressOf(account.publicKey);
  const gas = await estimateGas(connection, { from, data: initCode, valueRao }, decodeRevert);
  const quote = await quoteGas(connection, account, { gas, valueRao });
  const create = connection.api.tx.evm!.create!;
  const args = [from, initCode, valueRao * WEI_PER_RAO, quote.gasLimit, quote.maxFeePerGasWei, null, null, [], []];
  const inner = create(...args.slice(0, create.meta.args.length)) as Extrinsic;
  return submitExtrinsic(connection, withTopUp(connection, account, inner, quote), account, options, quote);
}
