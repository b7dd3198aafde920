// What happened in a request as a sentence, and who owes or is owed what.
import { taoText } from '#lib/core/encoding/tao.ts';
import type { LateWork } from '#lib/market/request/late-work.ts';
import type { OwedShare } from '#lib/market/request/owed-shares.ts';
import type { RequestEvent } from '#lib/market/request/request-history.ts';

/** Names an account by its public key or EVM address. */
export type NameOf = (account: string) => string;

const ppm = (value: number | null): string => (value === null ? 'none' : (value / 1e6).toFixed(6));

export function eventWords(event: RequestEvent, nameOf: NameOf): string {
  switch (event.kind) {
    case 'opened':
      return `${nameOf(event.by)} opened it with ${taoText(event.bountyRao)} TAO`;
    case 'committed':
      return `${nameOf(event.hotkey)} committed submission ${event.submissionIndex}`;
    case 'revealed':
      return `submission ${event.submissionIndex} was revealed: ${event.plainCid}`;
    case 'duplicate':
      return `submission ${event.submissionIndex} is a copy of ${event.original}`;
    case 'seated':
      return `${event.electors} validators were seated; the seed is block ${event.seedBlock}`;
    case 'seed-missed':
      return `the seed was missed; the next is block ${event.seedBlock}`;
    case 'drawn':
      return `drawn: ${event.assigned.map(({ submissionIndex, seats }) => `submission ${submissionIndex} by seats ${seats.join(', ')}`).join('; ')}`;
    case 'scores-committed':
      return `${nameOf(event.hotkey)} (seat ${event.seat}) committed its scores`;
    case 'scores-revealed':
      return `${nameOf(event.hotkey)} (seat ${event.seat}) revealed its scores: ${event.reportsCid}`;
    case 'challenged':
      return `${nameOf(event.by)} challenged the report of seat ${event.seat} on submission ${event.submissionIndex}: ${event.evidenceCid}`;
    case 'appealed':
      return `${nameOf(event.by)} appealed challenge ${event.challengeId}, which the first jury had ${event.firstStatus} with a median of ${ppm(event.firstMedianPpm)}`;
    case 'jury-drawn':
      return `seats ${event.seats.join(', ')} are the jury of challenge ${event.challengeId}`;
    case 'verdict-committed':
      return `seat ${event.seat} committed its verdict on challenge ${event.challengeId}`;
    case 'verdict-revealed':
      return `seat ${event.seat} found ${ppm(event.scorePpm)} in challenge ${event.challengeId}: ${event.reportCid}`;
    case 'challenge-resolved':
      return `challenge ${event.challengeId} is ${event.status}, the jury's median ${ppm(event.medianPpm)}, ${taoText(event.slashedRao)} TAO of bond taken`;
    case 'tallied':
      return `submission ${event.submissionIndex} ${event.passed ? 'passed' : 'failed'}: median ${ppm(event.medianPpm)}, spread ${ppm(event.spreadPpm)}, share ${taoText(event.shareRao)} TAO`;
    case 'settled':
      return `settled: miners ${taoText(event.minersRao)}, validators ${taoText(event.validatorsRao)}, treasury ${taoText(event.treasuryRao)} TAO`;
    case 'refunded':
      return `refunded: ${taoText(event.refundRao)} TAO`;
    case 'package-opened':
      return `the package of submission ${event.submissionIndex} was opened`;
    case 'key-delivered':
      return `${nameOf(event.by)} delivered the key of submission ${event.submissionIndex}`;
    case 'forfeited':
      return `the share of submission ${event.submissionIndex} went to the requester: ${taoText(event.rao)} TAO`;
    case 'bought':
      return `${nameOf(event.by)} bought submission ${event.submissionIndex} for ${taoText(event.paidRao)} TAO (purchase ${event.purchaseId})`;
    case 'key-released':
      return `the key of purchase ${event.purchaseId} of submission ${event.submissionIndex} was released`;
    case 'purchase-refunded':
      return `purchase ${event.purchaseId} of submission ${event.submissionIndex} was refunded: ${taoText(event.paidRao)} TAO`;
    case 'benchmark-revealed':
      return `${nameOf(event.by)} published the benchmark's key`;
  }
}

const WORK: Record<LateWork['kind'], string> = {
  'reveal-submission': 'reveal of submission',
  'commit-scores': 'commit of the scores of seat',
  'reveal-scores': 'reveal of the scores of seat',
  'commit-verdict': 'verdict of seat',
  'reveal-verdict': 'reveal of the verdict of seat',
  'open-package': 'opening of the package of submission',
  'deliver-key': 'delivery of the key of submission'
};

export function lateWords(work: LateWork, nameOf: NameOf): string {
  const which = 'seat' in work ? work.seat : work.submissionIndex;
  const who = work.hotkey === null ? 'anybody' : nameOf(work.hotkey);
  const when = work.isMissed ? `missed: it was due by block ${work.untilBlock}` : `due by block ${work.untilBlock}`;
  return `${WORK[work.kind]} ${which} (${who}): ${when}`;
}

export function owedWords({ kind, to, rao, state }: OwedShare, nameOf: NameOf): string {
  const held = state === 'held' ? ', held until the package can be read' : '';
  return `${taoText(rao)} TAO to ${to === null ? 'the treasury' : nameOf(to)} (${kind.replaceAll('-', ' ')})${held}`;
}
