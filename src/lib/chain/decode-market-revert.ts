// The market contract's named errors as sentences with a next step.
import { decodeErrorResult } from 'viem';
import { datasetMarketAbi } from '#contracts/artifacts/dataset-market.abi.ts';
import { AppError } from '../core/error/app-error.ts';

type MarketErrorName = Extract<(typeof datasetMarketAbi)[number], { type: 'error' }>['name'];

const SENTENCES: Record<MarketErrorName, [short: string, hint?: string]> = {
  UnknownRequest: ['This request does not exist.'],
  UnknownSubmission: ['This submission does not exist.'],
  InvalidCid: ['The content id is empty or too long.'],
  InvalidDeadline: [
    'The deadline must lie in the future and at most 648,000 blocks ahead.',
    'Choose a later deadline.'
  ],
  InvalidScoringWindow: ['The scoring window must have between 1 and 648,000 blocks.'],
  InvalidThreshold: ['The threshold must lie between 0 and 1.'],
  InvalidScore: ['The score must lie between 0 and 1.'],
  BountyTooSmall: ['The bounty is below the least of 0.001 TAO.', 'Offer a larger bounty.'],
  NotWholeRao: ['The bounty is not a whole number of rao.'],
  SubmissionsClosed: ['The deadline has passed: this request takes no more submissions.'],
  ScoringNotOpen: ['Scores are taken only after the deadline and until the scoring window ends.'],
  ScoringNotOver: ['The scoring window is not over yet.', 'Settle after its last block.'],
  AlreadySettled: ['This request is settled already.'],
  NotSettled: ['This request is not settled yet.'],
  NotTheHotkey: ['This account does not hold that uid on the subnet.', 'Use the registered hotkey itself.'],
  NoValidatorPermit: ['This hotkey has no validator permit.', 'It needs more stake; permits are renewed every epoch.'],
  AlreadySubmitted: ['This hotkey has submitted to this request already.'],
  PackageAlreadySubmitted: ['Somebody submitted exactly this package before.'],
  AlreadyScored: ['This validator has scored this submission already.'],
  OwnSubmission: ['A validator cannot score its own submission.'],
  TooManySubmissions: ['This request has all the submissions it can take.'],
  TooManyScores: ['This submission has all the scores it can take.'],
  NothingOwed: ['Nothing is owed to this account.'],
  InvalidPayee: ['The payee is not an account.'],
  PaymentFailed: ['The chain refused the payment.', 'Try again; what is owed stays owed.'],
  MayNotReveal: ['Only the requester and the validators that scored can reveal the key, once each.']
};

/** @returns the error behind revert data, or undefined when it is not one of the market's. */
export function decodeMarketRevert(data: `0x${string}`): AppError | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: datasetMarketAbi, data });
    const sentence = SENTENCES[errorName as MarketErrorName];
    if (!sentence) return undefined;
    return new AppError(`market/${kebab(errorName)}`, sentence[0], {
      hints: sentence[1] ? [sentence[1]] : [],
      details: { error: errorName, args: (args ?? []).map(String) }
    });
  } catch {
    return undefined;
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter, at) => (at ? '-' : '') + letter.toLowerCase());
