// A weights vector and its commits as lines for people.
import { commitWords } from '#lib/core/weights/commit-words.ts';
import { METHOD_WORDS } from '#lib/core/weights/weight-method.ts';
import type { FollowedCommit } from '#lib/market/weights/follow-commits.ts';
import type { WeightsProposal } from '#lib/market/weights/propose-weights.ts';
import { say } from './say.ts';

export function sayProposal(proposal: WeightsProposal): void {
  const { rows, uids, plan, cap, padded, sinceBlock, unearned, unreadRequests } = proposal;
  for (const { uid, mechanisms, before, after, shareAfter, change } of rows) {
    const scored = mechanisms.map(({ mechanism, score, scores }) => `${mechanism} ${score.toFixed(4)} of ${scores}`);
    say(
      `  uid ${uid}: ${scored.join(', ') || 'no score'}, weight ${before} -> ${after} (${percent(shareAfter)}, ${change})`
    );
  }
  if (unearned.share > 0 && unearned.burnUid !== null)
    say(`nobody earned ${percent(unearned.share)}: uid ${unearned.burnUid} takes it.`);
  if (unreadRequests.length > 0)
    say(`not counted, since their documents cannot be read now: request ${unreadRequests.join(', ')}.`);
  if (cap) say(`no coldkey gets more than ${percent(cap.share)}; held down to it: ${cap.coldkeys}.`);
  if (padded > 0) say(`${padded} other uids get an entry of 0, because the subnet wants so many entries.`);
  if (uids.length === 0) say(`none of this validator's scores since block ${sinceBlock} is above 0: nothing to set.`);
  else if (plan.method) say(METHOD_WORDS[plan.method]);
  for (const { code, text } of plan.obstacles) if (code !== 'weights/nothing-to-set') say(`not now: ${text}`);
}

export function sayCommit({ commit, state }: FollowedCommit, blockSeconds: number): void {
  const at = commit.block === null ? '' : ` of block ${commit.block}`;
  say(`commit ${commit.hash.slice(0, 10)}${at}: ${commitWords(commit, state, blockSeconds)}`);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
