// Which way weights go on chain, decided by the chain's rules alone; where it takes both kinds of commit, a person may
// choose.
import { TIMELOCKED_SINCE_VERSION, type WeightMethod, type WeightRules } from './weight-rules.ts';

/** The ways this chain takes, the one to prefer first; empty: this program knows none of them. */
export function weightMethods(rules: Pick<WeightRules, 'commitReveal' | 'commitRevealVersion' | 'calls' | 'beacon'>) {
  const { calls } = rules;
  const methods: WeightMethod[] = [];
  if (!rules.commitReveal) {
    if (calls.set) methods.push('set');
    return methods;
  }
  if (calls.timelocked && rules.beacon && rules.commitRevealVersion >= TIMELOCKED_SINCE_VERSION)
    methods.push('timelocked');
  if (calls.commit && calls.reveal) methods.push('commit-by-hash');
  return methods;
}

/** One sentence for each way. */
export const METHOD_WORDS: Record<WeightMethod, string> = {
  set: 'Set at once: one transaction; everybody sees the weights, and the next epoch uses them.',
  timelocked:
    'Timelocked commit: one transaction with the weights encrypted to a future round of the drand beacon. The chain opens them by itself; this tab may be closed.',
  'commit-by-hash':
    'Commit and reveal: one transaction with a hash now, and a second one that shows the weights in the reveal window. Come back for it: a commit that is not revealed has no effect.'
};
