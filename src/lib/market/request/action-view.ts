// What decides whether an account can do something in a request, and how the answer is put; see request-actions.ts.
import type { Neuron } from '../../core/market/metagraph.ts';
import type { Bond, Elector } from '../../core/market/market-state.ts';
import type { MachineObstacle } from '../../core/validator/machine-settings.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { isSealingKeyOf } from '../../core/sealing/key-names.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { findOwnSeat } from './own-seat.ts';
import type { RequestState } from './request-state.ts';
import type { InvitedList } from './require-invitation.ts';

export interface ActionView {
  state: RequestState;
  /** The chain's best block. */
  block: number;
  account: { publicKey: Hex } | null;
  neuron: Neuron | null;
  bond: Bond | null;
  /** What the market owes the account. */
  owedRao: bigint;
  /** Names of the secrets that this machine has. */
  secrets: readonly string[];
  /** Commitments of this account whose opening is kept here. */
  drafts: { scores: boolean; verdicts: readonly number[] };
  /** What the market asks of this account for a submission, by its index; where it is not known, what the terms say holds. */
  pricesRao?: ReadonlyMap<number, bigint>;
  /** Why the machine of this validator does not score it, by its own settings; null or left out where it does. */
  machine?: MachineObstacle | null;
  /** The request's document; left out where it is not known who is invited. */
  spec?: InvitedList | null;
}

/** One member a kind, so that kinds can be distinguished and left out. */
type Place<Kind extends string, Where = unknown> = Kind extends string ? { kind: Kind } & Where : never;

/** What settling would do: give the bounty back where there are no submissions or was no draw, or count the scores. */
export type SettleOutcome = 'nothing-revealed' | 'not-drawn' | 'tally';

export type ActionPlace =
  | Place<'commit-submission' | 'commit-scores' | 'reveal-scores'>
  | Place<'top-up' | 'cancel' | 'forfeit-deposit' | 'snapshot' | 'draw' | 'claim'>
  /** `latestBlock`: the farthest deadline that the contract takes. */
  | Place<'extend', { latestBlock: number }>
  /** `bondRao`: what it costs where the larger jury finds the same. */
  | Place<'appeal', { challengeId: number; submissionIndex: number; bondRao: bigint }>
  | Place<'settle', { outcome: SettleOutcome }>
  | Place<'reveal-benchmark', { isRefunded: boolean }>
  | Place<'reveal-submission' | 'open-package' | 'deliver-key' | 'forfeit', { submissionIndex: number }>
  | Place<'name-price', { submissionIndex: number }>
  /** `priceRao`: what this account would pay now. */
  | Place<'buy', { submissionIndex: number; priceRao: bigint }>
  /** `reports`: those that can be challenged by this account. */
  | Place<'challenge', { reports: readonly { submissionIndex: number; seat: number }[] }>
  | Place<
      'draw-jury' | 'commit-verdict' | 'reveal-verdict' | 'resolve',
      { challengeId: number; submissionIndex: number }
    >
  | Place<'release-key' | 'refund-purchase', { submissionIndex: number; purchaseId: number }>;

export type RequestAction = ActionPlace & {
  /** Null: this account can do it now. Otherwise why not, in one sentence. */
  blocked: string | null;
  /** First and last block in which it is possible; null where that is not known or has no end. */
  fromBlock: number | null;
  untilBlock: number | null;
};

interface Window {
  from?: number | null;
  until?: number | null;
  /** Said instead of a first block that is not known yet. */
  after?: string;
}

/**
 * The action with the first thing in its way: the account, its time, then the reasons in their order. Null where its last
 * block has passed.
 */
export function actionIn(
  { block, account }: Pick<ActionView, 'block' | 'account'>,
  place: ActionPlace,
  { from = null, until = null, after }: Window,
  reasons: readonly (string | null)[] = []
): RequestAction | null {
  // A transaction sent now is tried on the best block's state and included in the next one: both must lie in the window.
  if (until !== null && block >= until) return null;
  const early = after ?? (from !== null && block < from ? `Possible from block ${formatInteger(from)} on.` : null);
  const blocked = [early, account === null ? 'Connect an account first.' : null, ...reasons].find(
    (reason) => reason !== null
  );
  return { ...place, blocked: blocked ?? null, fromBlock: from, untilBlock: until };
}

/** The seat of the account, or null. */
export function seatOf({ state, account }: Pick<ActionView, 'state' | 'account'>): Elector | null {
  return account && findOwnSeat(state.electors, account);
}

/** Why the account cannot open what is sealed to validators, or null. */
export function sealingKeyMissing({ account, secrets }: Pick<ActionView, 'account' | 'secrets'>): string | null {
  return account && secrets.some((name) => isSealingKeyOf(name, account.publicKey))
    ? null
    : 'The sealing key of this validator is not here, so it cannot open the packages.';
}

export function isRequester({ state, account }: Pick<ActionView, 'state' | 'account'>): boolean {
  return account !== null && evmAddressOf(account.publicKey) === state.request.requester.toLowerCase();
}
