// The verbs of weights on a real local chain: every way in, what is kept on this machine, and what becomes of it.
import { randomBytes } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestDevnet, type TestDevnet } from '#devnet/testing/test-devnet.ts';
import { accountFromUri } from '../../chain/wallet/account-from-uri.ts';
import { connectChain, type ChainConnection } from '../../chain/connection/connect-chain.ts';
import { createMarketChain } from '../../chain/create-market-chain.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import { networkOf } from '../../chain/connection/network-of.ts';
import type { WeightCommit } from '../../core/weights/weight-commit.ts';
import type { WeightCommitStore } from '../../ports/weight-commit-store.ts';
import { followCommits } from './follow-commits.ts';
import { revealWeights } from './reveal-weights.ts';
import { submitWeights } from './submit-weights.ts';

const TEMPO = 10;
const BLOCK_MS = 12_000;
let devnet: TestDevnet;
let connection: ChainConnection;
let chain: MarketChain;
let timeMs = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  devnet = await startTestDevnet({
    tempo: TEMPO,
    genesis: { commitReveal: 'hash-or-timelock' },
    now: () => (timeMs += BLOCK_MS)
  });
  connection = await connectChain(devnet.devnet.url);
  chain = createMarketChain(connection, networkOf(connection));
});
afterAll(async () => {
  await connection?.disconnect();
  await devnet?.stop();
});

/** Plain data in and out, as the real stores keep it. */
function memoryCommits(): WeightCommitStore {
  const kept = new Map<string, string>();
  return {
    list: async () => [...kept.values()].map((text) => JSON.parse(text) as WeightCommit),
    save: async (commit) => void kept.set(commit.hash, JSON.stringify(commit)),
    remove: async (hash) => void kept.delete(hash)
  };
}
const edgesOf = async (uri: string, commits = memoryCommits()) => ({
  chain,
  commits,
  account: await accountFromUri(uri, uri, 'development'),
  randomBytes
});
const vector = { uids: [3, 4], values: [21_845, 65_535] };
const advance = (blocks: number) => devnet.devnet.chain.newBlocks(blocks);
async function toNextEpoch() {
  const last = (await connection.api.query.subtensorModule!.lastEpochBlock!(1)).toJSON() as number;
  await advance(last + TEMPO - devnet.devnet.chain.bestNumber());
}
const stateOf = async (edges: Awaited<ReturnType<typeof edgesOf>>) =>
  (await followCommits(edges, edges.commits, edges.account.publicKey)).map(({ state }) => state);

describe('timelocked', () => {
  test('one transaction; the chain opens it in the next epoch, and the row is the proof', async () => {
    await toNextEpoch();
    const edges = await edgesOf('//Alice');
    const sent = await submitWeights({ vector, mechid: 0 }, edges);
    expect(sent).toMatchObject({ status: 'committed', commit: { kind: 'timelocked', salt: [], uids: [3, 4] } });
    const opensAtBlock = (sent as { commit: WeightCommit }).commit.firstRevealBlock;
    expect(await stateOf(edges)).toMatchObject([{ status: 'waiting', opensAtBlock }]);
    await advance(opensAtBlock - devnet.devnet.chain.bestNumber());
    expect(await stateOf(edges)).toMatchObject([{ status: 'open' }]);
    await advance(4);
    const [state] = await stateOf(edges);
    expect(state).toMatchObject({ status: 'took-effect' });
    expect((await edges.commits.list())[0]!.revealedBlock).toBe((state as { block: number }).block);
    const rules = await chain.weightRules(edges.account.publicKey);
    expect(rules.validator?.row).toEqual([
      [3, 21_845],
      [4, 65_535]
    ]);
    expect(rules.blockSeconds).toBeCloseTo(12, 0);
  });
});

describe('by hash', () => {
  test('the salt survives, the reveal waits for its window, and then it took effect', async () => {
    await toNextEpoch();
    const edges = await edgesOf('//Bob');
    const sent = await submitWeights({ vector, mechid: 0, method: 'commit-by-hash' }, edges);
    expect(sent).toMatchObject({ status: 'committed', commit: { kind: 'commit-by-hash', round: null } });
    const [kept] = await edges.commits.list();
    expect(kept!.salt).toHaveLength(8);
    await expect(revealWeights(kept!, edges)).rejects.toThrow(/^The reveal window opens in \d+ blocks?, about \d/);
    await toNextEpoch();
    expect(await stateOf(edges)).toMatchObject([{ status: 'open' }]);
    expect(await revealWeights(kept!, edges)).toMatchObject({ status: 'revealed' });
    expect(await stateOf(edges)).toMatchObject([{ status: 'took-effect' }]);
  });

  test('not revealed, it expires and is said to be without effect', async () => {
    await toNextEpoch();
    const edges = await edgesOf('//Charlie');
    await submitWeights({ vector, mechid: 0, method: 'commit-by-hash' }, edges);
    await toNextEpoch();
    await toNextEpoch();
    expect(await stateOf(edges)).toEqual([{ status: 'expired' }]);
  });
});

test('another mechanism of the subnet has its own calls, commits and row', async () => {
  const count = connection.api.query.subtensorModule!.mechanismCountCurrent!.key(1);
  const { sudo, system } = devnet.api.tx;
  await devnet.send(sudo!.sudo!(system!.setStorage!([[count, '0x02']])), '//Alice');
  await toNextEpoch();
  const edges = await edgesOf('//Charlie');
  await submitWeights({ vector, mechid: 1, method: 'commit-by-hash' }, edges);
  await submitWeights({ vector: { uids: [5], values: [65_535] }, mechid: 1 }, edges);
  await toNextEpoch();
  const kept = (await edges.commits.list()).find(({ kind }) => kind === 'commit-by-hash')!;
  await advance(4);
  expect((await chain.weightRules(edges.account.publicKey, { mechid: 1 })).validator?.row).toEqual([[5, 65_535]]);
  expect(await revealWeights(kept, edges)).toMatchObject({ status: 'revealed' });
  const rules = await chain.weightRules(edges.account.publicKey, { mechid: 1 });
  expect(rules).toMatchObject({
    mechidCount: 2,
    validator: {
      row: [
        [3, 21_845],
        [4, 65_535]
      ]
    }
  });
  const states = (await followCommits(edges, edges.commits, edges.account.publicKey)).map(({ commit, state }) => [
    commit.kind,
    state.status
  ]);
  expect(Object.fromEntries(states)).toEqual({ timelocked: 'replaced', 'commit-by-hash': 'took-effect' });
});

test('what the chain would not take is not signed', async () => {
  const edges = await edgesOf('//Heidi');
  await expect(submitWeights({ vector, mechid: 0 }, edges)).rejects.toMatchObject({
    code: 'weights/blocked',
    short: 'This hotkey has no validator permit. Permits go to the largest stakes at every epoch.'
  });
  await expect(submitWeights({ vector, mechid: 2 }, edges)).rejects.toThrow('there is no mechanism 2');
  expect(await edges.commits.list()).toEqual([]);
});

test('a refusal in the wallet leaves nothing behind', async () => {
  const edges = await edgesOf('//Bob');
  const refusing = {
    ...edges.account,
    key: { kind: 'injected', signer: { signPayload: () => Promise.reject(new Error('Rejected by user')) } }
  } as unknown as typeof edges.account;
  expect(await submitWeights({ vector, mechid: 0 }, { ...edges, account: refusing })).toEqual({
    status: 'rejected'
  });
  expect(await edges.commits.list()).toEqual([]);
});
