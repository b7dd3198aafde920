import { expect, test } from 'vitest';
import type { ActorEdges } from '../../ports/market-edges.ts';
import { someMetagraph, someNeuron } from '../testing/some-neuron.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
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
  await expect(requireMaySubmit(someRequest(), edges(10))).rejects.toMatchObject({ code: 'market/already-done' });
  await expect(requireMaySubmit(someRequest(), edges(20, []))).rejects.toMatchObject({ code: 'market/too-late' });
  await expect(requireMaySubmit(someRequest(), edges(10, [], []))).rejects.toMatchObject({
    code: 'account/not-registered',
    short: 'Dave is not registered on subnet 2.'
  });
});

test('a miner in time is not', () => expect(requireMaySubmit(someRequest(), edges(10, []))).resolves.toBeUndefined());
