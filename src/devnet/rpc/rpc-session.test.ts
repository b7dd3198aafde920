import fc from 'fast-check';
import { u8aToHex } from '@polkadot/util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Chain } from '../chain/chain.ts';
import { createMemoryStore } from '../chain/memory-store.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { developmentGenesis } from '../genesis/genesis-config.ts';
import { connectInProcess, type InProcessConnection } from './connect-in-process.ts';

let chain: Chain;
let connection: InProcessConnection;
let messages: string[] = [];
beforeAll(async () => {
  chain = await Chain.open({
    store: createMemoryStore(),
    now: () => 1_700_000_000_000,
    genesisDigest: '',
    genesisState: () => buildGenesis(developmentGenesis()),
    stateWindow: { blocks: 8 }
  });
  connection = connectInProcess(chain);
  connection.onMessage((message) => messages.push(message));
});
afterAll(() => connection.close());

/** Sends text and takes what comes back in the next moments. */
async function exchange(message: string): Promise<unknown[]> {
  messages = [];
  connection.send(message);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return messages.map((text) => JSON.parse(text) as unknown);
}
const ask = async (method: string, ...params: unknown[]) =>
  (await exchange(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })))[0] as {
    result?: unknown;
    error?: { code: number; message: string };
  };

describe('JSON-RPC', () => {
  test('an unknown method answers -32601 and names it', async () => {
    expect(await ask('state_traceBlock')).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32601, message: 'Method not found', data: 'state_traceBlock' }
    });
  });

  test.each([
    ['{', -32700],
    ['', -32700],
    ['[]', -32600],
    ['1', -32600],
    ['null', -32600],
    ['{"id":1}', -32600],
    ['{"id":1,"method":5}', -32600],
    ['{"id":1,"method":"system_chain","params":7}', -32600]
  ])('%j answers %i', async (message, code) => {
    expect(await exchange(message)).toMatchObject([{ error: { code } }]);
  });

  test('a batch is answered as a batch, without its notifications', async () => {
    const batch = [
      { jsonrpc: '2.0', id: 'a', method: 'system_chain' },
      { jsonrpc: '2.0', method: 'system_chain' },
      { jsonrpc: '2.0', id: 'b', method: 'nope' },
      7
    ];
    expect(await exchange(JSON.stringify(batch))).toEqual([
      [
        { jsonrpc: '2.0', id: 'a', result: 'Assay Local (development)' },
        { jsonrpc: '2.0', id: 'b', error: { code: -32601, message: 'Method not found', data: 'nope' } },
        { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'Invalid request' } }
      ]
    ]);
  });

  test('the answer to a subscription comes before its first notification', async () => {
    const [answer, notification] = await exchange(
      JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'chain_subscribeNewHeads' })
    );
    const id = (answer as { result: string }).result;
    expect(notification).toMatchObject({
      method: 'chain_newHead',
      params: { subscription: id, result: { number: '0x0' } }
    });
    expect(await ask('chain_unsubscribeNewHeads', id)).toMatchObject({ result: true });
    expect(await ask('chain_unsubscribeNewHeads', id)).toMatchObject({ result: false });
  });

  test("states beyond the window are refused in a node's words; headers are not", async () => {
    const genesis = u8aToHex(chain.genesisHash);
    expect((await ask('dev_newBlock', { count: 9 })).result).toBe(u8aToHex(chain.bestHash));
    expect((await ask('state_getStorage', '0x00', genesis)).error).toEqual({
      code: 4003,
      message: 'Client error: UnknownBlock: State already discarded'
    });
    expect((await ask('chain_getHeader', genesis)).result).toMatchObject({ number: '0x0' });
    expect((await ask('chain_getHeader', `0x${'77'.repeat(32)}`)).error!.code).toBe(4003);
  });

  test.each([
    ['state_getStorage', ['zz']],
    ['state_getStorage', [5]],
    ['state_getKeysPaged', ['0x', -1]],
    ['state_getKeysPaged', ['0x', 1e9]],
    ['state_queryStorageAt', ['0x00']],
    ['state_call', [7, '0x']],
    ['state_call', ['Nope_nope', '0x']],
    ['state_call', ['AccountNonceApi_account_nonce', '0x00']],
    ['chain_getBlockHash', ['x']],
    ['system_accountNextIndex', ['nobody']],
    ['payment_queryInfo', ['0x00']],
    ['eth_call', []],
    ['eth_call', [{ to: '0x12' }]],
    ['eth_call', [{ to: `0x${'00'.repeat(20)}`, value: 'much' }]],
    ['eth_getLogs', [{ topics: 'x' }]],
    ['eth_getBalance', ['0x00', 'latest']],
    ['eth_getBalance', [`0x${'00'.repeat(20)}`, '0xffffff']],
    ['dev_newBlock', [{ count: 0 }]],
    ['dev_newBlock', [{ count: 'many' }]]
  ])('%s refuses %j with an error, not a crash', async (method, params) => {
    expect((await ask(method, ...params)).error).toMatchObject({
      code: expect.any(Number),
      message: expect.any(String)
    });
  });

  test('whatever arrives, the session answers or stays silent, and lives', async () => {
    const methods = [
      ...[
        'author_submitExtrinsic',
        'state_call',
        'eth_call',
        'eth_estimateGas',
        'eth_getLogs',
        'state_getKeysPaged',
        'chain_getBlock'
      ]
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({
              jsonrpc: fc.constant('2.0'),
              id: fc.nat(),
              method: fc.constantFrom(...methods),
              params: fc.array(fc.anything(), { maxLength: 3 })
            })
            .map((request) =>
              JSON.stringify(request, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
            )
        ),
        async (message) => {
          await exchange(message);
          expect(chain.bestNumber).toBe(9);
        }
      ),
      { numRuns: 150 }
    );
    expect(await ask('system_chain')).toMatchObject({ result: 'Assay Local (development)' });
  });
});
