// Where a commit stands, as a sentence.
import type { CommitState } from './commit-state.ts';
import { spanInWords } from './span-in-words.ts';
import type { WeightCommit } from './weight-commit.ts';

export function commitWords(commit: Pick<WeightCommit, 'kind' | 'round'>, state: CommitState, blockSeconds: number) {
  const byHash = commit.kind === 'commit-by-hash';
  switch (state.status) {
    case 'unsent':
      return 'It is in no block: it was not sent, or did not arrive. Nothing happened on chain.';
    case 'waiting':
      return byHash
        ? `Its reveal window opens at block ${state.opensAtBlock}, in ${spanInWords(state.blocks, blockSeconds)}. Come back then to reveal it.`
        : `The chain opens it from block ${state.opensAtBlock} on, in ${spanInWords(state.blocks, blockSeconds)}. Nothing is left to do: this may be closed.`;
    case 'open':
      return byHash
        ? `It can be revealed now and until block ${state.closesAtBlock}: ${spanInWords(state.blocks, blockSeconds)} left.`
        : `Its epoch is here; the chain opens it when round ${commit.round} of the beacon has arrived.`;
    case 'expired':
      return 'It was not revealed in its window and has no effect. Set the weights again.';
    case 'took-effect':
      return `Took effect${state.block === null ? '' : ` in block ${state.block}`}: these are the weights on chain.`;
    case 'replaced':
      return `Took effect in block ${state.block}; newer weights have replaced it since.`;
    case 'dropped':
      return 'The chain opened it and did not take it, without saying why. Check permit and stake, and set the weights again.';
    case 'unknown':
      return 'This node no longer knows what became of it, and other weights stand on chain.';
    default:
      return state satisfies never;
  }
}
