import { expect, test } from 'vitest';
import type { ActorEdges } from '../../ports/market-edges.ts';
import { someMetagraph, someNeuron } from '../testing/some-neuron.ts';
import { inviteRootOf } from '../../core/request/invited-hotkeys.ts';
import { SOME_TERMS, someRequest, someSubmission } from '../testing/some-request.ts';
import { requireMaySubmit } from './require-may-submit.ts';

const miner = someNeuron({ uid: 1 });

function edges(block: number, submissions = [someSubmission({ hotkey: miner.publicKey })], neurons = [miner]) {
  const chain = {
    metagraph: () => Promise.resolve(someMetagraph(...neurons)),
    submissions: () => Promise.resolve(submissions),
    bestBlock: () => Promise.resolve({ number: block })
  };
  return { chain, account: { publicKey: miner.publicKey, name: 'Dave' } } as unknown as ActorEdges;
}

test('what the contract would refuse is refused with its code', async () => {
  await expect(requireMaySubmit(someRequest(), {}, edges(10))).rejects.toMatchObject({ code: 'market/already-done' });
  await expect(requireMaySubmit(someRequest(), {}, edges(20, []))).rejects.toMatchObject({ code: 'market/too-late' });
  await expect(requireMaySubmit(someRequest(), {}, edges(10, [], []))).rejects.toMatchObject({
    code: 'account/not-registered',
    short: 'Dave is not registered on subnet 2.'
  });
});

test('a miner in time is not', () =>
  expect(requireMaySubmit(someRequest(), {}, edges(10, []))).resolves.toBeUndefined());

test('one that is not invited is, before anything is sealed', async () => {
  const invited = [`0x${'01'.repeat(32)}`] as const;
  const request = someRequest({ terms: { ...SOME_TERMS, inviteRoot: inviteRootOf(invited) } });
  const refused = { code: 'market/not-allowed' };
  await expect(requireMaySubmit(request, { invited: [...invited] }, edges(10, []))).rejects.toMatchObject({
    ...refused,
    short: 'Only invited hotkeys may submit to this request, and this one is not on its list.'
  });
  await expect(requireMaySubmit(request, {}, edges(10, []))).rejects.toMatchObject(refused);
  const own = [miner.publicKey];
  const open = someRequest({ terms: { ...SOME_TERMS, inviteRoot: inviteRootOf(own) } });
  await expect(requireMaySubmit(open, { invited: own }, edges(10, []))).resolves.toBeUndefined();
});
