// Calls of miners with their submissions, as a random sequence makes them.
import type { Hex } from 'viem';
import { submissionCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { invitationOf, inviteRootOf } from '#lib/core/request/invited-hotkeys.ts';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import { minerKey, packageKeyOf, plainCidOf, saltOf } from '../market-actors.ts';
import type { MarketWorld } from '../market-world.ts';
import { commitmentPlace } from './commitment-place.ts';
import type { Random } from './random.ts';
import { MINERS, VALIDATORS } from './sequence-actors.ts';
import type { KnownRequest, Step } from './sequence-state.ts';

const plainOf = (miner: number, plain: string) => ({
  plainCid: plainCidOf(plain),
  keyHash: keyHashOf(fromHex(packageKeyOf(miner))),
  salt: saltOf(`salt ${miner}`)
});

const INVITED = [minerKey(0), minerKey(1)].map(({ publicKey }) => publicKey);
/** Of the first two miners. */
export const INVITE_ROOT: Hex = inviteRootOf(INVITED);

export function commitStep(random: Random, world: MarketWorld, id: bigint, request: KnownRequest): Step {
  const miner = random.below(MINERS);
  const key = minerKey(miner);
  const plain = random.chance(0.3) ? 'same' : `plain-${miner}`;
  const uid = VALIDATORS + miner;
  const hotkey = world.neurons[uid]!.hotkey;
  const commitment = submissionCommitment(commitmentPlace(world, id, hotkey), plainOf(miner, plain));
  // Who is not invited shows another's proof.
  const invitation = invitationOf(INVITED, hotkey) ?? invitationOf(INVITED, INVITED[0]!);
  return {
    from: key.address,
    name: 'commitSubmission',
    args: [id, uid, commitment, `sealed-${miner}`, invitation],
    rao: request.terms.submissionDepositRao,
    then: (market) => market.requests[Number(id)]!.commits.push([miner, plain])
  };
}

export function revealStep(id: bigint, request: KnownRequest, index: number): Step {
  const [miner, plain] = request.commits[index] ?? [0, 'none'];
  const { plainCid, keyHash, salt } = plainOf(miner, plain);
  return {
    from: minerKey(miner).address,
    name: 'revealSubmission',
    args: [id, BigInt(index), plainCid, keyHash, salt, ''],
    rao: 0n
  };
}
