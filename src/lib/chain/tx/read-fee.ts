// What the chain takes for an extrinsic, asked before it is signed: `TransactionPaymentApi.query_info`.
import type { Call } from '@polkadot/types/interfaces';
import type { ChainConnection } from '../connection/connect-chain.ts';
import type { Extrinsic } from './sign-extrinsic.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';

/** @returns rao; the most it can be, a call may give a part back. The extrinsic itself is left as it is. */
export async function readFee(
  { api }: ChainConnection,
  extrinsic: Extrinsic,
  account: SigningAccount
): Promise<bigint> {
  // On a copy: for the question it is signed with an empty signature.
  const { partialFee } = await api.tx(extrinsic.method as Call).paymentInfo(account.address);
  return partialFee.toBigInt();
}
