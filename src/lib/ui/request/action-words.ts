// What each action of a request is called, on its button and in the list of what cannot be done now.
import type { ActionPlace, SettleOutcome } from '../../market/request/action-view.ts';
import { formatTao } from '../../core/encoding/tao.ts';

export interface ActionWords {
  /** On the button. */
  label: string;
  /** Why somebody would do it. */
  why: string;
  /** Nothing waits for it. */
  isMinor?: boolean;
}

const SETTLE_WORDS: Record<SettleOutcome, ActionWords> = {
  'nothing-revealed': {
    label: 'Refund the bounty',
    why: 'Nothing was revealed: the bounty goes back to the requester. Anyone can do it.'
  },
  'not-drawn': {
    label: 'Refund the bounty',
    why: 'Validators were not drawn in time: the bounty goes back to the requester. Anyone can do it.'
  },
  tally: { label: 'Settle', why: 'The contract computes medians and shares, or refunds. Anyone can do it.' }
};

export function actionWords(action: ActionPlace): ActionWords {
  switch (action.kind) {
    case 'cancel':
      return {
        label: 'Cancel the request',
        why: 'Nobody has submitted anything: all but the fee for opening comes back.',
        isMinor: true
      };
    case 'top-up':
      return {
        label: 'Add to the bounty',
        why: 'A larger bounty can bring more submissions. What is added is held and paid like the rest.',
        isMinor: true
      };
    case 'extend':
      return {
        label: 'Extend the deadline',
        why: 'Miners get more time, and everything after the deadline moves with it. It can never be moved forward.',
        isMinor: true
      };
    case 'forfeit-deposit':
      return {
        label: 'Take the deposit for the benchmark’s key',
        why: 'Nobody published the key in time: the deposit goes to the treasury. Anyone can do it.',
        isMinor: true
      };
    case 'commit-submission':
      return { label: 'Submit a dataset', why: 'Your package goes in sealed: nobody can read it before the deadline.' };
    case 'reveal-submission':
      return {
        label: `Reveal submission ${action.submissionIndex}`,
        why: 'Hands its key to the validators and credits your deposit, to be claimed. Not revealed, it is not scored and the deposit is lost.'
      };
    case 'snapshot':
      return {
        label: 'Take the snapshot',
        why: 'Fixes which validators have a seat, and their stake. Anyone can do it.'
      };
    case 'draw':
      return {
        label: 'Draw the validators',
        why: 'Fixes who must score which submission. Scoring begins. Anyone can do it.'
      };
    case 'commit-scores':
      return { label: 'Measure and commit scores', why: 'You have a seat: measure the submissions, then commit once.' };
    case 'reveal-scores':
      return { label: 'Reveal scores', why: 'What you committed counts only when it is revealed in this window.' };
    case 'challenge':
      return {
        label: 'Challenge a report',
        why: 'A report you can prove wrong costs its validator the bond, half of it yours.'
      };
    case 'draw-jury':
      return {
        label: `Draw the jury of challenge ${action.challengeId}`,
        why: 'Anyone can do it, once its seed block is there.'
      };
    case 'commit-verdict':
      return {
        label: `Judge challenge ${action.challengeId}`,
        why: `You are on the jury: measure submission ${action.submissionIndex} and commit your number.`
      };
    case 'reveal-verdict':
      return { label: `Reveal the verdict in challenge ${action.challengeId}`, why: 'Only revealed verdicts count.' };
    case 'appeal':
      return {
        label: `Appeal challenge ${action.challengeId}`,
        why: `A larger jury runs the report again. It costs ${formatTao(action.bondRao)} TAO, which come back unless that jury finds the same.`,
        isMinor: true
      };
    case 'resolve':
      return {
        label: `Resolve challenge ${action.challengeId}`,
        why: 'Ends it by what the jury found. Anyone can do it.'
      };
    case 'settle':
      return SETTLE_WORDS[action.outcome];
    case 'open-package':
      return {
        label: `Open the package of submission ${action.submissionIndex}`,
        why: 'Publishes the dataset and its key; only then is the miner paid.'
      };
    case 'deliver-key':
      return {
        label: `Deliver the key of submission ${action.submissionIndex}`,
        why: 'Sealed to the requester alone; only then is the miner paid.'
      };
    case 'forfeit':
      return {
        label: `Forfeit submission ${action.submissionIndex}`,
        why: 'Nobody made it readable in time: its share goes to the requester.'
      };
    case 'buy':
      return {
        label:
          action.priceRao === 0n
            ? `Get submission ${action.submissionIndex} for free`
            : `Buy submission ${action.submissionIndex} for ${formatTao(action.priceRao)} TAO`,
        why:
          action.priceRao === 0n
            ? 'You pay nothing; the key is released to you.'
            : 'The price is held until the key is released to you.'
      };
    case 'name-price':
      return {
        label: `Name a price for a buyer of submission ${action.submissionIndex}`,
        why: 'For one account. It holds once miner and requester have both named one; of the two the higher.',
        isMinor: true
      };
    case 'release-key':
      return {
        label: `Release the key to buyer ${action.purchaseId} of submission ${action.submissionIndex}`,
        why: 'Pays miner and requester.'
      };
    case 'refund-purchase':
      return {
        label: `Give buyer ${action.purchaseId} of submission ${action.submissionIndex} the price back`,
        why: 'No key was released in time.'
      };
    case 'reveal-benchmark':
      return {
        label: "Reveal the benchmark's key",
        why: action.isRefunded
          ? 'The benchmark is public from then on and cannot be used again. No package was opened, so no score can be recomputed with it.'
          : 'Then anyone can recompute the score of every package they can read. The benchmark is public from then on and cannot be used again.',
        isMinor: action.isRefunded
      };
    case 'claim':
      return { label: 'Claim to this account', why: 'Pays out everything the market owes you.' };
    default:
      return action satisfies never;
  }
}
