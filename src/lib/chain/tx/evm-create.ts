// Creates a contract from an sr25519 account by `evm.create`, with its mirror account funded in the same batch.
import type { Hex } from 'viem';
import { AppError } from '../../core/error/app-error.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { estimateGas, quoteGas, WEI_PER_RAO, withTopUp, type RevertDecoder } from './evm-call.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { submitExtrinsic, type Extrinsic } from './submit-extrinsic.ts';
import type { TxOptions } from '../../ports/tx-state.ts';

export interface CreatedContract {
  address: Hex;
  block: number;
  txHash: Hex;
}

/**
 * @param creation.valueRao must lie at the account's EVM address already, or the creation cannot be estimated
 * @throws AppError the contract's named error (before anything is sent), `chain/deploy-failed`, `chain/balance-too-low`, or
 * as `submitExtrinsic`.
 */
export async function createContract(
  connection: ChainConnection,
  account: SigningAccount,
  { initCode, valueRao }: { initCode: Hex; valueRao: bigint },
  decodeRevert: RevertDecoder,
  options: TxOptions = {}
): Promise<CreatedContract | { status: 'rejected' }> {
  options.onState?.({ status: 'preparing' });
  const from = evmAddressOf(account.publicKey);
  const gas = await estimateGas(connection, { from, data: initCode, valueRao }, decodeRevert).catch((thrown: Error) => {
    throw /create ?collision/i.test(thrown.message) ? addressTaken(from) : thrown;
  });
  const quote = await quoteGas(connection, account, { gas, valueRao });
  const create = connection.api.tx.evm!.create!;
  const args = [from, initCode, valueRao * WEI_PER_RAO, quote.gasLimit, quote.maxFeePerGasWei, null, null, [], []];
  const inner = create(...args.slice(0, create.meta.args.length)) as Extrinsic;
  const extrinsic = withTopUp(connection, account, inner, quote);
  const outcome = await submitExtrinsic(connection, extrinsic, account, options, quote);
  if (outcome.status === 'rejected') return outcome;
  const { block, txHash, events } = outcome;
  const created = events.find(({ section, method }) => section === 'evm' && method === 'Created');
  if (created) return { address: created.data['address'] as Hex, block: block.number, txHash };
  const error = new AppError('chain/deploy-failed', 'The transaction is final, but no contract was created.', {
    hints: ['The constructor refused, or the gas did not last. Only the gas is spent.'],
    details: { txHash, block: block.number }
  });
  options.onState?.({ status: 'failed', error, txHash });
  throw error;
}

/** A contract's address follows from its creator's count of them, which ends with the balance of the EVM address. */
function addressTaken(from: Hex): AppError {
  return new AppError('chain/deploy-failed', 'A contract stands already where this account would put its next one.', {
    hints: ['Deploy from another account: this one counts anew since its leftovers were taken back whole.'],
    details: { from }
  });
}
