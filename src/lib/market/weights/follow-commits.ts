// What became of the commits this machine remembers of one hotkey on one chain.
import { commitState, type CommitState } from '../../core/weights/commit-state.ts';
import type { WeightCommit } from '../../core/weights/weight-commit.ts';
import type { WeightCommitStore } from '../../ports/weight-commit-store.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';

export interface FollowedCommit {
  commit: WeightCommit;
  state: CommitState;
}

/** @returns newest first; a reveal seen on chain is remembered, so that it is not searched for again. */
export async function followCommits(
  { chain }: Pick<MarketEdges, 'chain'>,
  commits: WeightCommitStore,
  hotkey: string
): Promise<FollowedCommit[]> {
  const { genesisHash, netuid } = chain.identity();
  const own = (await commits.list())
    .filter((commit) => commit.hotkey === hotkey && commit.genesisHash === genesisHash && commit.netuid === netuid)
    .sort((a, b) => (b.block ?? Infinity) - (a.block ?? Infinity));
  return Promise.all(
    own.map(async (commit) => {
      const evidence = await chain.commitEvidence(commit);
      const { revealedBlock } = evidence;
      if (typeof revealedBlock === 'number' && commit.revealedBlock === null)
        await commits.save({ ...commit, revealedBlock });
      return { commit, state: commitState(commit, evidence) };
    })
  );
}

/** Whether nothing more will become of it. */
export const isSettled = ({ status }: CommitState): boolean =>
  status === 'took-effect' || status === 'replaced' || status === 'dropped' || status === 'expired';
