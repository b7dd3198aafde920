// What goes wrong between people, chain and content node: each fault has its sentence, and nothing is lost or sent twice.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectChain } from '#lib/chain/connection/connect-chain.ts';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import { NETWORKS } from '#lib/core/market/networks.ts';
import type { TxState } from '#lib/ports/tx-state.ts';
import { openRequest, type OpenRequestInput } from '#lib/market/request/open-request.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { defaultTerms, VALIDATOR_BOND_RAO } from '#lib/market/request/default-terms.ts';
import { measureSubmission } from '#lib/market/scoring/measure-submission.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMarket, developmentAccount, type ConnectedMarket } from '../../src/cli/connect-market.ts';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import { startLocalStack, type LocalStack } from '../../src/cli/local-stack.ts';
import { walletAccount } from './testing/generated-wallet.ts';

const LOCAL = NETWORKS.find(({ isLocal }) => isLocal)!;
const start = () =>
  startLocalStack({ host: '127.0.0.1', chainPort: 0, contentPort: 0, gatewayPort: 0, blockTimeMs: 0 });

let folder: string;
let stack: LocalStack;
let market: ConnectedMarket;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-faults-'));
  stack = await start();
  market = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl });
});
afterAll(async () => {
  await market?.stop();
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

const random = (length: number) => Uint8Array.from(randomBytes(length));
const vault = () => createFileKeyVault(folder);

async function input(overrides: Partial<OpenRequestInput> = {}): Promise<OpenRequestInput> {
  const { number } = await market.chain.bestBlock();
  const { minWindowBlocks } = await market.chain.parameters();
  return {
    draft: WORD_PROBLEM_REQUEST,
    benchmark: toJsonl(wordProblems(30, 1)),
    bountyRao: 1_000_000_000n,
    terms: defaultTerms({ deadlineBlock: number + 50, isLocal: true, minWindowBlocks, validators: 1 }),
    ...overrides
  };
}
async function submit(rows: number, seed: number, name: string) {
  const data = toJsonl(wordProblems(rows, seed));
  const account = await developmentAccount(name);
  return commitSubmission(
    { requestId: 0, entry: { data } },
    { ...market, account, vault: vault(), randomBytes: random }
  );
}

async function open(overrides: Partial<OpenRequestInput> = {}, account = 'Requester', states: TxState[] = []) {
  return openRequest(
    await input(overrides),
    {
      ...market,
      account: await developmentAccount(account),
      randomBytes: random,
      vault: vault()
    },
    { onState: (state) => states.push(state) }
  );
}

test('without a validator that can read the benchmark nothing is posted', async () => {
  await expect(open()).rejects.toMatchObject({ code: 'request/no-validators' });
});

describe('with a validator', () => {
  beforeAll(async () => {
    const alice = await developmentAccount('Alice');
    await ensureSealingKey(market.chain, alice, vault(), random);
    await expect(open()).rejects.toMatchObject({ code: 'market/too-few-electors' });
    await market.chain.depositBond(alice, VALIDATOR_BOND_RAO);
  });

  test('a bounty above the balance is refused before anything is signed', async () => {
    const states: TxState[] = [];
    await expect(open({ bountyRao: 10n ** 18n }, 'Requester', states)).rejects.toMatchObject({
      code: 'chain/balance-too-low'
    });
    expect(states.map(({ status }) => status)).not.toContain('awaiting-signature');
    expect(await market.chain.requestCount()).toBe(0);
  });

  test('a deadline in the past and a benchmark that is too small are named', async () => {
    const { terms } = await input();
    await expect(open({ terms: { ...terms, deadlineBlock: 1 } })).rejects.toMatchObject({
      code: 'request/deadline-passed',
      details: { field: 'deadlineBlock' }
    });
    await expect(open({ benchmark: toJsonl(wordProblems(3, 1)) })).rejects.toMatchObject({
      code: 'benchmark/too-few-rows'
    });
    await expect(open({ benchmark: new TextEncoder().encode('{"input": 1}\n') })).rejects.toMatchObject({
      code: 'benchmark/invalid-row',
      details: { line: 1 }
    });
  });

  test('a refused signature is an outcome, not an error, and the next attempt works', async () => {
    const connection = await connectChain(stack.chainUrl);
    const chain = createMarketChain(connection, LOCAL);
    const answers = [true, false];
    const account = await walletAccount('//Requester', connection.api, () => answers.shift()!);
    const edges = {
      ...market,
      chain,
      account,
      randomBytes: random,
      vault: vault()
    };
    expect(await openRequest(await input(), edges)).toEqual({ status: 'rejected' });
    expect(await chain.requestCount()).toBe(0);
    const states: TxState['status'][] = [];
    expect(await openRequest(await input(), edges, { onState: ({ status }) => states.push(status) })).toMatchObject({
      status: 'opened',
      requestId: 0
    });
    expect(states).toEqual(expect.arrayContaining(['preparing', 'awaiting-signature', 'in-block', 'finalized']));
    await connection.disconnect();
  });

  test('a hotkey without a uid cannot submit, and a failing gate sends nothing', async () => {
    await expect(submit(120, 2, 'Requester')).rejects.toMatchObject({ code: 'account/not-registered' });
    await expect(submit(1, 2, 'Dave')).rejects.toMatchObject({ code: 'dataset/gate-failed' });
    expect(await market.chain.submissions(0)).toEqual([]);
  });

  test("a second submission of a hotkey gets the contract's own sentence before it is signed", async () => {
    expect(await submit(120, 2, 'Dave')).toMatchObject({ status: 'committed' });
    await expect(submit(120, 3, 'Dave')).rejects.toMatchObject({ code: 'market/already-done' });
  });

  test('scoring before the draw and without a permit is refused', async () => {
    const [request, [submission]] = await Promise.all([market.chain.request(0), market.chain.submissions(0)]);
    const edges = {
      ...market,
      scorer: { measure: async () => ({ cancelled: true }) as const },
      sealingSecretKeys: [new Uint8Array(32)]
    };
    const measure = async (name: string) =>
      measureSubmission(
        { request, submission: submission!, backend: 'native' },
        { ...edges, account: await developmentAccount(name) }
      );
    await expect(measure('Alice')).rejects.toMatchObject({ code: 'score/too-early' });
    await expect(measure('Eve')).rejects.toMatchObject({ code: 'account/no-permit' });
  });
});

test('a node of another chain is not taken for the right one', async () => {
  const connection = await connectChain(stack.chainUrl);
  expect(() => createMarketChain(connection, { ...LOCAL, genesisHash: `0x${'ab'.repeat(32)}` })).toThrowError(
    expect.objectContaining({ code: 'chain/wrong-network' })
  );
  await connection.disconnect();
});

test('no chain, and a chain address that is none', async () => {
  await expect(connectChain('ws://127.0.0.1:9', { timeoutMs: 3_000 })).rejects.toMatchObject({
    code: 'chain/unreachable'
  });
  await expect(connectChain('http://example')).rejects.toMatchObject({ code: 'chain/invalid-url' });
});

test('a content node that is down during publish says so, and nothing reaches the chain', async () => {
  const other = await start();
  const edges = await connectMarket({ chain: stack.chainUrl, gateway: other.gatewayUrl });
  await other.stop();
  const before = await market.chain.requestCount();
  const attempt = openRequest(await input(), {
    ...edges,
    account: await developmentAccount('Requester'),
    randomBytes: random,
    vault: vault()
  });
  await expect(attempt).rejects.toMatchObject({ code: 'store/publish-failed' });
  expect(await market.chain.requestCount()).toBe(before);
  await edges.stop();
});

test('a chain that goes down during a transaction ends in a clear error, not in silence', async () => {
  const other = await start();
  const edges = await connectMarket({ chain: other.chainUrl, gateway: stack.gatewayUrl });
  const account = await developmentAccount('Alice');
  const states: TxState[] = [];
  const attempt = edges.chain.publishSealingKey(
    account,
    { publicKey: new Uint8Array(32).fill(7), expiresBlock: null },
    {
      patienceMs: 1_000,
      onState: (state) => {
        states.push(state);
        if (state.status === 'awaiting-signature') void other.stop();
      }
    }
  );
  await expect(attempt).rejects.toMatchObject({
    code: expect.stringMatching(/^chain\/(connection-lost|unreachable|submit-failed)$/)
  });
  // Whether it arrived before the end is not known once it was signed: it is not called a failure then.
  expect(['failed', 'unknown']).toContain(states.at(-1)?.status);
  await edges.stop();
});
