// The market contract's named errors as sentences with a next step.
import { decodeErrorResult } from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { taoText } from '../../core/encoding/tao.ts';
import { REQUEST_STAGES, type RequestStage } from '../../core/market/market-state.ts';
import { termsRule } from './terms-rules.ts';

type MarketErrorName = Extract<(typeof marketAbi)[number], { type: 'error' }>['name'];
type Sentence = [short: string, hint?: string];

const STAGE_SENTENCES: Record<RequestStage, string> = {
  open: 'The request still takes submissions or their reveals: its validators are not seated yet.',
  seeded: 'The validators are seated, but who must score is not drawn yet.',
  scoring: 'The request is being scored; a challenge may still be open.',
  settling: 'The request is being settled.',
  settled: 'The request is settled.',
  refunded: 'The request is over: its bounty went back.'
};

const SENTENCES: Record<MarketErrorName, (...args: readonly bigint[]) => Sentence> = {
  UnknownRequest: () => ['This request does not exist.'],
  UnknownItem: () => ['There is no such submission, score, seat, challenge or purchase in this request.'],
  InvalidTerms: (rule) => termsRule(Number(rule)),
  InvalidCid: (length) => [
    length === 0n
      ? 'The content id is missing.'
      : length! > 100n
        ? `The content id has ${length} bytes; it may have 100.`
        : "The package's content id is not a CIDv1 of sha2-256 in lower-case base32."
  ],
  InvalidScore: () => ['One score between 0 and 1 is needed for each submission, or none for those not scored.'],
  InvalidPayee: () => ['The payee is not an account.'],
  InvalidKey: () => ["This is not the key: it must be the package's own, or 1 to 200 bytes when it is sealed."],
  WrongValue: (rao) => [
    `The amount sent is not the one that is asked for: ${taoText(rao!)} TAO.`,
    'It has changed meanwhile: look again what is asked for.'
  ],
  WrongStage: (stage) => [STAGE_SENTENCES[REQUEST_STAGES[Number(stage)]!], 'Look again what can be done now.'],
  WrongStatus: () => [
    'What this is about has moved on, or is not that far yet.',
    'Look again: somebody else may have done it already.'
  ],
  TooEarly: (block) => [`This can be done from block ${formatInteger(block!)} on.`, 'Wait until then and try again.'],
  TooLate: (block) => [`The time for this ended with block ${formatInteger(block!)}.`],
  NotAllowed: () => ['This account may not do this here.'],
  NotTheHotkey: () => [
    'This account is not the hotkey that holds that place.',
    'Use the registered hotkey itself: its uid or seat belongs to it alone.'
  ],
  NotOpened: () => ['The package is not opened yet.'],
  AlreadyDone: () => ['This was done already.'],
  LimitReached: () => [
    'This request takes no more submissions, or no more of this coldkey; or this score was challenged in vain as often as it may.',
    'Its terms say how many one coldkey may have.'
  ],
  CommitmentMismatch: () => [
    'What is revealed is not what was committed.',
    'Reveal it on the machine, or in the browser, that committed it.'
  ],
  BondTooSmall: () => [
    'The free part of the bond is too small for this.',
    'Deposit more; what other requests hold comes free when they are settled.'
  ],
  NothingOwed: () => ['There is nothing to pay out or to draw here.'],
  PaymentFailed: () => ['The chain refused the payment.', 'Try again; what is owed stays owed.'],
  ReentrancyGuardReentrantCall: () => ['The contract was called again while it still paid.'],
  NotForSale: () => ['This package is not for sale, or not yet: its key must have been delivered first.'],
  NoReserve: (rao) => [`The contract needs ${formatInteger(rao!)} rao of its own when it is created.`],
  TooFewElectors: (electors, quorum) => [
    `${electors} ${electors === 1n ? 'validator has' : 'validators have'} permit, stake and bond, but the request asks for ${quorum}.`,
    'Validators can deposit a bond; then try again.'
  ]
};

/** @returns the error behind revert data, or undefined when it is not one of the market's. */
export function decodeMarketRevert(data: `0x${string}`): AppError | undefined {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: marketAbi, data });
    const sentence = SENTENCES[errorName as MarketErrorName];
    if (!sentence) return undefined;
    const [short, hint] = sentence(...args.map(BigInt));
    return new AppError(codeOf(errorName), short, {
      hints: hint ? [hint] : [],
      details: { error: errorName, args: args.map(String) }
    });
  } catch {
    return undefined;
  }
}

/** `market/` and the error's name in kebab case. A test holds what the ABI gives against the list of codes. */
export const codeOf = (errorName: string): ErrorCode =>
  `market/${errorName.replace(/[A-Z]/g, (letter, at) => (at ? '-' : '') + letter.toLowerCase())}` as ErrorCode;
