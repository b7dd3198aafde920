// Changes storage of the local chain's subnet as its sudo does: for a test that needs other rules.
import type { ApiPromise } from '@polkadot/api';
import { developmentAccount } from '../../../src/cli/connect-market.ts';

/** @param items storage name of SubtensorModule, its keys, and the SCALE bytes of the value. */
export async function setChainState(
  api: ApiPromise,
  items: [name: string, keys: unknown[], value: `0x${string}`][]
): Promise<void> {
  const pairs = items.map(([name, keys, value]) => [api.query.subtensorModule![name]!.key(...keys), value]);
  const { key } = await developmentAccount('Alice');
  if (key.kind !== 'pair') throw new Error('the sudo key signs here');
  const { pair } = key;
  const call = api.tx.sudo!.sudo!(api.tx.system!.setStorage!(pairs));
  await new Promise<void>((resolve, reject) => {
    call
      .signAndSend(pair, { nonce: -1 }, ({ status }) => {
        if (status.isInBlock) resolve();
      })
      .catch(reject);
  });
}
