// Every event of a request's life as a sentence.
import type { Hex } from '../../core/encoding/hex.ts';
import type { RequestEvent } from '../../market/request/request-history.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { formatScore } from '../format/numbers.ts';
import { formatTao } from '../../core/encoding/tao.ts';
import { CHALLENGE_WORDS } from '../market/phase-words.ts';

/** Says who somebody is, by key and by seat. */
export interface Names {
  ofKey(key: Hex): string;
  ofSeat(seat: number): string;
}

export function eventWords(event: RequestEvent, { ofKey: name, ofSeat }: Names): string {
  const tao = (rao: bigint) => `${formatTao(rao)} TAO`;
  const score = (ppm: number | null) => (ppm === null ? 'none' : formatScore(ppm / 1e6));
  switch (event.kind) {
    case 'opened':
      return `Opened by ${name(event.by)} with a bounty of ${tao(event.bountyRao)}.`;
    case 'committed':
      return `Submission ${event.submissionIndex} committed by ${name(event.hotkey)}, sealed.`;
    case 'revealed':
      return `Submission ${event.submissionIndex} revealed by ${name(event.hotkey)} to the validators.`;
    case 'duplicate':
      return `Submission ${event.submissionIndex} is a copy of submission ${event.original}, which was committed earlier.`;
    case 'seated':
      return `Stake and seats of ${count(event.electors, 'validator')} fixed; the seed is block ${formatInteger(event.seedBlock)}.`;
    case 'seed-missed':
      return `The seed block was missed; the seed is block ${formatInteger(event.seedBlock)} instead.`;
    case 'drawn':
      return `Scoring began. ${event.assigned.map(({ submissionIndex, seats }) => `Submission ${submissionIndex}: ${list(seats.map(ofSeat))}.`).join(' ')}`;
    case 'scores-committed':
      return `${capital(name(event.hotkey))} committed its scores.`;
    case 'scores-revealed':
      return `${capital(name(event.hotkey))} revealed its scores.`;
    case 'challenged':
      return `${capital(name(event.by))} challenged the report of ${ofSeat(event.seat)} on submission ${event.submissionIndex}.`;
    case 'appealed':
      return `Challenge ${event.challengeId}: ${name(event.by)} called a larger jury, as the first one had ${event.firstStatus} it with a median of ${score(event.firstMedianPpm)}.`;
    case 'jury-drawn':
      return `A jury was drawn for challenge ${event.challengeId}: ${list(event.seats.map(ofSeat))}.`;
    case 'verdict-committed':
      return `${capital(ofSeat(event.seat))} committed its verdict in challenge ${event.challengeId}.`;
    case 'verdict-revealed':
      return `${capital(ofSeat(event.seat))} found ${score(event.scorePpm)} in challenge ${event.challengeId}.`;
    case 'challenge-resolved':
      return `Challenge ${event.challengeId}: ${CHALLENGE_WORDS[event.status].text.toLowerCase()}${event.medianPpm === null ? '' : `, the jury's median is ${score(event.medianPpm)}`}${event.slashedRao > 0n ? `; ${tao(event.slashedRao)} of the bond were taken` : ''}.`;
    case 'tallied':
      return event.medianPpm === null
        ? `Submission ${event.submissionIndex} has too few scores.`
        : `Submission ${event.submissionIndex}: median ${score(event.medianPpm)}, spread ${score(event.spreadPpm)}; ${event.passed ? `passed with ${tao(event.shareRao)}` : 'did not pass'}.`;
    case 'settled':
      return `Settled: ${tao(event.minersRao)} for miners, ${tao(event.validatorsRao)} for validators, ${tao(event.treasuryRao)} for the treasury.`;
    case 'refunded':
      return `Nothing passed: ${tao(event.refundRao)} goes back to the requester.`;
    case 'package-opened':
      return `The package of submission ${event.submissionIndex} was opened: anyone can read it.`;
    case 'key-delivered':
      return `${capital(name(event.by))} delivered the key of submission ${event.submissionIndex} to the requester.`;
    case 'forfeited':
      return `Nobody opened submission ${event.submissionIndex} in time: its ${tao(event.rao)} went to the requester.`;
    case 'bought':
      return `${capital(name(event.by))} bought submission ${event.submissionIndex} for ${tao(event.paidRao)}.`;
    case 'key-released':
      return `The key of submission ${event.submissionIndex} was released to buyer ${event.purchaseId}.`;
    case 'purchase-refunded':
      return `${tao(event.paidRao)} went back to buyer ${event.purchaseId} of submission ${event.submissionIndex}.`;
    case 'benchmark-revealed':
      return `${capital(name(event.by))} revealed a key of the benchmark.`;
    default:
      return event satisfies never;
  }
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
const list = (names: readonly string[]) => (names.length === 0 ? 'nobody' : names.join(', '));
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
