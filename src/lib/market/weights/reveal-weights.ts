// The second half of a commit by hash: shows the weights in the window, from what this machine kept.
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { spanInWords } from '../../core/weights/span-in-words.ts';
import { commitState } from '../../core/weights/commit-state.ts';
import type { WeightCommit } from '../../core/weights/weight-commit.ts';
import type { WeightsEdges } from './submit-weights.ts';

export type RevealedWeights = { status: 'rejected' } | { status: 'revealed'; block: number };

/** @throws AppError `weights/not-in-window` before or after it; what the chain refuses. */
export async function revealWeights(
  commit: WeightCommit,
  { chain, account, commits }: Pick<WeightsEdges, 'chain' | 'account' | 'commits'>,
  options: TxOptions = {}
): Promise<RevealedWeights> {
  const [evidence, rules] = await Promise.all([
    chain.commitEvidence(commit),
    chain.weightRules(account.publicKey, { mechid: commit.mechid })
  ]);
  const state = commitState(commit, evidence);
  if (state.status !== 'open')
    throw new AppError(
      'weights/not-in-window',
      state.status === 'waiting'
        ? `The reveal window opens in ${spanInWords(state.blocks, rules.blockSeconds)}.`
        : 'This commit is not there to be revealed any more.',
      { details: { status: state.status } }
    );
  const { uids, values, salt, mechid } = commit;
  const versionKey = BigInt(commit.versionKey);
  const outcome = await chain.sendWeights(account, { kind: 'reveal', mechid, uids, values, salt, versionKey }, options);
  if (outcome.status === 'rejected') return outcome;
  await commits.save({ ...commit, revealedBlock: outcome.block.number });
  return { status: 'revealed', block: outcome.block.number };
}
