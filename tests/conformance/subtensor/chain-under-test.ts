// One chain as the script sees it, ours or the real runtime: transactions by the names of their arguments, storage by the
// names of its items, blocks on demand. The same client for both.
import { setTimeout } from 'node:timers/promises';
import { Keyring } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { DispatchError, Event, EventRecord } from '@polkadot/types/interfaces';
import { connectChain, type ChainConnection } from '#lib/chain/connection/connect-chain.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** Storage to write: item of SubtensorModule (or `pallet.item`), its keys, its value as the metadata's type takes it. */
export type Write = readonly [item: string, keys: readonly unknown[], value: unknown];

export interface Sent {
  /** "done", the error's name, or what the pool said. */
  outcome: string;
  events: { name: string; data: Json }[];
}

/** What a step reports that needs a call or an item this runtime does not have. */
export const ABSENT = 'not in this runtime';

export class ChainUnderTest {
  readonly connection: ChainConnection;
  private readonly keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });

  /** What our chain's `dev_*` methods ask for. */
  private readonly control: { token?: string };

  constructor(connection: ChainConnection, devToken: string | null) {
    this.connection = connection;
    this.control = devToken === null ? {} : { token: devToken };
  }

  /** @param devToken of our chain; null for others. */
  static async connect(url: string, devToken: string | null = null): Promise<ChainUnderTest> {
    return new ChainUnderTest(await connectChain(url, { timeoutMs: 60_000 }), devToken);
  }

  get specVersion(): number {
    return this.connection.specVersion;
  }

  account(uri: string): KeyringPair {
    return this.keyring.addFromUri(uri);
  }

  has(call: string): boolean {
    const [pallet, method] = call.split('.') as [string, string];
    return this.connection.api.tx[pallet]?.[method] !== undefined;
  }

  /** The call with the arguments this runtime's version of it has; others are left out. Undefined: it has no such call. */
  call(name: string, args: Record<string, unknown>): SubmittableExtrinsic<'promise'> | undefined {
    const [pallet, method] = name.split('.') as [string, string];
    const call = this.connection.api.tx[pallet]?.[method];
    if (!call) return undefined;
    return call(...call.meta.args.map(({ name: argument }) => args[camel(argument.toString())]));
  }

  /** Signs, sends, and waits for the block. */
  async send(name: string, args: Record<string, unknown>, signer: string): Promise<Sent> {
    const call = this.call(name, args);
    return call ? this.submit(call, signer) : { outcome: ABSENT, events: [] };
  }

  /** Immortal, and watched by asking for blocks: chopsticks loses a status now and then. */
  async submit(call: SubmittableExtrinsic<'promise'>, signer: string): Promise<Sent> {
    const { api } = this.connection;
    const before = await this.blockNumber();
    let hash: string;
    try {
      const signed = await call.signAsync(this.account(signer), { nonce: -1, era: 0 });
      hash = (await api.rpc.author.submitExtrinsic(signed)).toHex();
    } catch (error) {
      return { outcome: `refused: ${poolWords((error as Error).message)}`, events: [] };
    }
    const found = await this.findInBlock(hash, before + 1);
    if (!found) return { outcome: 'left out of the block', events: [] };
    const events = found.map((event) => ({
      name: `${event.section}.${event.method}`,
      data: event.data.toJSON() as Json
    }));
    return { outcome: this.errorOf(found) ?? 'done', events };
  }

  /** Events of a transaction in the first block at or above `number`; undefined where that block came without it. */
  private async findInBlock(hash: string, number: number): Promise<Event[] | undefined> {
    const { api } = this.connection;
    while ((await this.blockNumber()) < number) await setTimeout(10);
    const blockHash = await api.rpc.chain.getBlockHash(number);
    const { block } = await api.rpc.chain.getBlock(blockHash);
    const index = block.extrinsics.findIndex((extrinsic) => extrinsic.hash.toHex() === hash);
    if (index < 0) return undefined;
    const records = (await api.query.system!.events!.at(blockHash)) as unknown as EventRecord[];
    return records
      .filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === index)
      .map(({ event }) => event);
  }

  private errorOf(events: readonly Event[]): string | undefined {
    const find = (section: string, method: string) =>
      events.find((event) => event.section === section && event.method === method)?.data[0];
    const sudid = find('sudo', 'Sudid') as unknown as { isErr?: boolean; asErr?: DispatchError } | undefined;
    const failed = find('system', 'ExtrinsicFailed') as DispatchError | undefined;
    const error = failed ?? (sudid?.isErr ? sudid.asErr : undefined);
    if (!error) return undefined;
    return error.isModule ? this.connection.api.registry.findMetaError(error.asModule).name : error.type;
  }

  /** Items this runtime lacks are skipped. Sudo writes them in a block; `raw` does without one (chopsticks only). */
  async write(writes: readonly Write[], how: 'sudo' | 'raw' = 'sudo'): Promise<void> {
    const { api } = this.connection;
    const pairs = writes.flatMap(([item, keys, value]) => {
      const entry = this.item(item);
      if (!entry) return [];
      const type = api.registry.createLookupType(
        entry.creator.meta.type.isMap ? entry.creator.meta.type.asMap.value : entry.creator.meta.type.asPlain
      );
      return [[entry.key(...keys), api.registry.createType(type, value).toHex(true)] as [string, string]];
    });
    if (how === 'raw') {
      await this.connection.rpc('dev_setStorage', [pairs]);
      return;
    }
    const { outcome } = await this.send('sudo.sudo', { call: api.tx.system!.setStorage!(pairs) }, '//Alice');
    if (outcome !== 'done') throw new Error(`Storage could not be written: ${outcome}.`);
  }

  /** An item's value as JSON; ABSENT where this runtime has no such item. */
  async read(item: string, ...keys: unknown[]): Promise<Json> {
    const entry = this.item(item);
    return entry ? ((await entry(...keys)).toJSON() as Json) : ABSENT;
  }

  async newBlocks(count: number): Promise<void> {
    await this.connection.rpc('dev_newBlock', [{ count, ...this.control }]);
  }

  async blockNumber(): Promise<number> {
    return (await this.connection.api.rpc.chain.getHeader()).number.toNumber();
  }

  private item(name: string) {
    const [pallet, item] = name.includes('.') ? name.split('.') : ['subtensorModule', name];
    return this.connection.api.query[pallet!]?.[item!];
  }
}

const camel = (name: string): string =>
  name.replace(/^_/, '').replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The reason inside a pool's refusal, in the words of a node. */
function poolWords(message: string): string {
  const custom = /custom"?:\s*(\d+)|Custom error: (\d+)/i.exec(message);
  if (custom) return `Custom error ${custom[1] ?? custom[2]}`;
  const invalid = /"invalid":\{"(\w+)"/i.exec(message);
  return invalid ? invalid[1]! : message.replace(/^\d+: /, '').slice(0, 80);
}
