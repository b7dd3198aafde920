// A package's CID has one spelling: who spells it otherwise is refused, so that equal packages are seen to be equal.
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import { submissionCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { beforeEach, expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { minerKey, packageKeyOf, plainCidOf, saltOf } from './testing/market-actors.ts';
import { CHAIN_ID } from './testing/market-world.ts';

const CID = plainCidOf('plain-0');
const { world, scene } = await freshScene();
const miner = minerKey(0);

beforeEach(async () => {
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n });
});

/** Commits to a CID as it is spelled, and reveals it. */
async function submit(plainCid: string, keyBoxCid = 'key-box') {
  const plain = { plainCid, keyHash: keyHashOf(fromHex(packageKeyOf(0))), salt: saltOf('salt 0') };
  const place = { chainId: CHAIN_ID, market: world.market, requestId: 0n, hotkey: miner.publicKey };
  const args = [0n, 3, submissionCommitment(place, plain), 'sealed', []];
  await scene.must(world.call(miner.address, 'commitSubmission', args));
  world.block = (await scene.request()).terms.deadlineBlock + 1n;
  const reveal = [0n, 0n, plainCid, plain.keyHash, plain.salt, keyBoxCid];
  return world.call(miner.address, 'revealSubmission', reveal);
}
const withLetter = (letter: string, at: number) => CID.slice(0, at) + letter + CID.slice(at + 1);

test.each([
  ['none', ''],
  ['a letter too few', CID.slice(0, -1)],
  ['a letter too many', `${CID}a`],
  ['another base', withLetter('z', 0)],
  ['a digit that base32 has not', withLetter('1', 30)],
  ['another one', withLetter('8', 30)],
  ['a capital letter', withLetter('A', 30)],
  ['what stands before a', withLetter('`', 30)],
  ['what stands after z', withLetter('{', 30)],
  ['a wrong letter right behind the first', withLetter('1', 1)],
  ['a wrong letter right before the last', withLetter('1', 57)],
  ['a wrong last letter', withLetter('1', 58)],
  ['unused bits of the last letter that are set', withLetter('b', 58)],
  ['the same with a digit', withLetter('5', 58)]
])('%s is no CID of a package', async (_, cid) => {
  expect(await submit(cid)).toMatchObject({ error: 'InvalidCid', errorArgs: [BigInt(cid.length)] });
});

test.each(['a', 'z', '2', '7'])('the letter %s is one of base32', async (letter) => {
  await scene.must(submit(withLetter(letter, 30)));
});

test.each(['a', 'y', '4'])('the last letter can be %s', async (letter) => {
  await scene.must(submit(withLetter(letter, 58)));
});

test('the CID of a key box has at most 100 bytes', async () => {
  const before = world.remember();
  expect(await submit(CID, 'x'.repeat(101))).toMatchObject({ error: 'InvalidCid', errorArgs: [101n] });
  before();
  await scene.must(submit(CID, 'x'.repeat(100)));
});
