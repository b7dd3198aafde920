// What a native account can spend, in rao.
import type { ChainConnection } from '../connection/connect-chain.ts';

export async function readFreeBalance({ api }: Pick<ChainConnection, 'api'>, address: string): Promise<bigint> {
  const account = (await api.query.system!.account!(address)) as unknown as { data: { free: { toBigInt(): bigint } } };
  return account.data.free.toBigInt();
}
