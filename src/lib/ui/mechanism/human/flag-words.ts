// What a flag of a labeler means, in a few words.
import type { LabelerFlag } from '../../../core/human/score/human-score.ts';

export const FLAG_WORDS: Readonly<Record<LabelerFlag, string>> = {
  'no-gold': 'answered no task whose order is known',
  'not-beyond-chance': 'no better than a guess',
  reversed: 'ranks upside down',
  'all-tied': 'ties everything',
  'by-position': 'ranks as shown',
  alike: 'too much like another',
  'differs-on-open': 'less careful where nobody knows the order'
};
