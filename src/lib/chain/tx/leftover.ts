// What contract calls left at an account's EVM address: unused gas and payments to it. `evm.withdraw` brings it back.
import type { ChainConnection } from '../connection/connect-chain.ts';
import { mirrorAddressOf } from './mirror-account.ts';
import { readFreeBalance } from './read-free-balance.ts';
import type { Extrinsic } from './sign-extrinsic.ts';

type EvmAddress = `0x${string}`;

export const readLeftover = (connection: Pick<ChainConnection, 'api'>, address: EvmAddress): Promise<bigint> =>
  readFreeBalance(connection, mirrorAddressOf(address));

/** Only the account whose public key begins with the address may send it. Less than 500 rao that stay behind are lost. */
export const leftoverExtrinsic = ({ api }: ChainConnection, address: EvmAddress, rao: bigint): Extrinsic =>
  api.tx.evm!.withdraw!(address, rao) as Extrinsic;
