// Who may commit a submission: invited hotkeys where a request has a list, with the deposit that it asks for.
import { invitationOf, inviteRootOf } from '#lib/core/request/invited-hotkeys.ts';
import type { Hex } from 'viem';
import { expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { minerKey } from './testing/market-actors.ts';

const { world, scene } = await freshScene();
const INVITED = [0, 1, 2].map((miner) => minerKey(miner).publicKey);
const proofOf = (miner: number): Hex[] => invitationOf(INVITED, minerKey(miner).publicKey)!;

test('of a request for invited hotkeys each proves that it is one, and no other can with such a proof', async () => {
  await scene.begin([100, 100, 100], 4, { submissionDepositRao: 0n, inviteRoot: inviteRootOf(INVITED) });
  expect(await scene.commit(0n, 0)).toMatchObject({ error: 'NotAllowed' });
  expect(await scene.commit(0n, 0, undefined, proofOf(1))).toMatchObject({ error: 'NotAllowed' });
  expect(await scene.commit(0n, 3, undefined, proofOf(0))).toMatchObject({ error: 'NotAllowed' });
  for (const miner of [0, 1, 2]) await scene.must(scene.commit(0n, miner, undefined, proofOf(miner)));
});

test('a hotkey that is invited alone needs no proof beside the root', async () => {
  await scene.begin([100, 100, 100], 2, {
    submissionDepositRao: 0n,
    inviteRoot: inviteRootOf([minerKey(0).publicKey])
  });
  expect(await scene.commit(0n, 1)).toMatchObject({ error: 'NotAllowed' });
  await scene.must(scene.commit(0n, 0));
});

test('the deposit is what the request asks for, no less, no more, and no part of a rao', async () => {
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 7n });
  const before = world.remember();
  const commitWith = async (rao: bigint, extraWei = 0n) => {
    before();
    const args = [0n, 3, `0x${'01'.repeat(32)}`, 'sealed', []];
    return world.call(minerKey(0).address, 'commitSubmission', args, rao, { extraWei });
  };
  for (const rao of [0n, 6n, 8n]) expect(await commitWith(rao)).toMatchObject({ error: 'WrongValue', errorArgs: [7n] });
  expect(await commitWith(7n, 1n)).toMatchObject({ error: 'WrongValue' });
  await scene.must(commitWith(7n));
});
