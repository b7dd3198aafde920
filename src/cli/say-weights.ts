// A weights vector and its commits as lines for people.
import { taoText } from '#lib/core/encoding/tao.ts';
import { commitWords } from '#lib/core/weights/commit-words.ts';
import { METHOD_WORDS } from '#lib/core/weights/weight-method.ts';
import { capWords, leftOutWords } from '#lib/core/weights/weight-reasons.ts';
import type { FollowedCommit } from '#lib/market/weights/follow-commits.ts';
import type { WeightsProposal } from '#lib/market/weights/propose-weights.ts';
import { say } from './say.ts';

export function sayProposal(proposal: WeightsProposal): void {
  const { rows, uids, plan, cap, padded, unearned, unreadRequests, leftOut, weighing, countedRao } = proposal;
  for (const { uid, why, before, after, shareAfter, change } of rows) {
    say(`  uid ${uid}: weight ${before} -> ${after} (${percent(shareAfter)}, ${change})`);
    for (const reason of why.length > 0 ? why : ['no score of this validator']) say(`    ${reason}`);
  }
  for (const words of leftOutWords(leftOut.filter(({ uid }) => uid === null)))
    say(`  of hotkeys without a uid: ${words}`);
  const requesters = weighing.leastRequesters > 1 ? `, of ${weighing.leastRequesters} requesters or more` : '';
  say(
    `${taoText(countedRao)} TAO count: paid in requests of ${taoText(weighing.leastBountyRao)} TAO or more${requesters}, half after ${weighing.halfLifeBlocks} blocks.`
  );
  if (unearned.share > 0 && unearned.burnUid !== null)
    say(`nobody earned ${percent(unearned.share)}: uid ${unearned.burnUid} takes it.`);
  if (unreadRequests.length > 0)
    say(`not counted, since their documents cannot be read now: request ${unreadRequests.join(', ')}.`);
  say(capWords(cap));
  if (padded > 0) say(`${padded} other uids get an entry of 0, because the subnet wants so many entries.`);
  if (uids.length === 0) say("none of this validator's scores counts: nothing to set.");
  else if (plan.method) say(METHOD_WORDS[plan.method]);
  for (const { code, text } of plan.obstacles) if (code !== 'weights/nothing-to-set') say(`not now: ${text}`);
}

export function sayCommit({ commit, state }: FollowedCommit, blockSeconds: number): void {
  const at = commit.block === null ? '' : ` of block ${commit.block}`;
  say(`commit ${commit.hash.slice(0, 10)}${at}: ${commitWords(commit, state, blockSeconds)}`);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
