// Whether an account can submit now: the contract's rules (`commitSubmission` in contracts/src/MarketSubmissions.sol) in their
// order, for page and command alike.
import type { Hex } from '../../core/encoding/hex.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import { MAX_SUBMISSIONS } from '../../core/market/market-constants.ts';
import type { MarketSubmission } from '../../core/market/market-state.ts';
import type { Neuron } from '../../core/market/metagraph.ts';
import type { ActionView } from './action-view.ts';
import { requestWindows } from './request-windows.ts';
import { whyNotInvited } from './require-invitation.ts';

export interface SubmitObstacle {
  /** Of the contract's refusal, and `account/not-registered`. */
  code: ErrorCode;
  /** One sentence. */
  text: string;
}

export interface SubmitView extends Pick<ActionView, 'block' | 'account' | 'spec'> {
  state: Pick<ActionView['state'], 'request' | 'submissions'>;
  /** The account's. */
  neuron: Pick<Neuron, 'coldkeyPublicKey'> | null;
}

/** What is in the way of the account's submission, first of all; null where nothing is. */
export function submitObstacle({ state, block, account, neuron, spec }: SubmitView): SubmitObstacle | null {
  const { request, submissions } = state;
  const isOpen = request.stage === 'open';
  // Sent now, it is in the next block at the earliest.
  if (!isOpen || block >= requestWindows(request).commitEnd)
    return { code: isOpen ? 'market/too-late' : 'market/wrong-stage', text: 'The deadline has passed.' };
  if (neuron === null)
    return { code: 'account/not-registered', text: 'This account holds no uid on the subnet: choose a miner.' };
  const uninvited = spec ? whyNotInvited(request, spec, account?.publicKey) : null;
  if (uninvited !== null) return { code: 'market/not-allowed', text: uninvited };
  if (hasOf(submissions, 'hotkey', account?.publicKey) > 0)
    return {
      code: 'market/already-done',
      text: 'This hotkey has submitted already; one submission a hotkey counts.'
    };
  if (submissions.length >= MAX_SUBMISSIONS)
    return { code: 'market/limit-reached', text: `The request has its ${MAX_SUBMISSIONS} submissions.` };
  const { maxPerColdkey } = request.terms;
  if (hasOf(submissions, 'coldkey', neuron.coldkeyPublicKey) >= maxPerColdkey)
    return {
      code: 'market/limit-reached',
      text: `This coldkey has submitted as often as one coldkey may here: ${maxPerColdkey}.`
    };
  return null;
}

const hasOf = (submissions: readonly MarketSubmission[], of: 'hotkey' | 'coldkey', key: Hex | undefined): number =>
  submissions.filter((submission) => submission[of] === key).length;
