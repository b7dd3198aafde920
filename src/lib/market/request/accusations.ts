// The open challenges against an account's own reports, and what of its bond they put at stake.
import { isOpenChallenge } from './is-open-challenge.ts';
import type { RequestState } from './request-state.ts';

export interface Accusation {
  challengeId: number;
  submissionIndex: number;
  /** What an upheld challenge takes. */
  stakeRao: bigint;
}

export function accusations(
  { challenges, electors }: Pick<RequestState, 'challenges' | 'electors'>,
  account: { publicKey: string } | null
): Accusation[] {
  return challenges.filter(isOpenChallenge).flatMap(({ id: challengeId, submissionIndex, accusedSeat }) => {
    const accused = electors.find(({ seat }) => seat === accusedSeat);
    if (!accused || accused.hotkey !== account?.publicKey) return [];
    return [{ challengeId, submissionIndex, stakeRao: accused.lockedRao }];
  });
}
