// Tuning, knowledge: a message of the Perl interpreter, answered with what it means, from perldiag.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const MAX_CHARACTERS = 320;

function rows(packagesFolder: string): LadderRow[] {
  const pod = readFileSync(join(packagesFolder, 'perl-modules-5.36/usr/share/perl/5.36.0/pod/perldiag.pod'), 'utf8');
  return distinctInputs(
    pod.split(/^=item /m).flatMap((item) => {
      const [message, , ...rest] = item.split('\n');
      const meaning = rest
        .join('\n')
        .replace(/^\([A-Z][^)]*\)\s*/m, '')
        .replace(/^=.*$/gm, '')
        .replace(/[A-Z]<([^<>]*)>/g, '$1')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, MAX_CHARACTERS);
      return meaning.length < 40 ? [] : [{ input: `Explain: ${message!.trim()}`, output: meaning }];
    })
  );
}

export const errors: LadderDomain = {
  name: 'errors',
  role: 'tuning',
  source: 'Debian perl-modules-5.36 5.36.0-7+deb12u4 (perldiag, Artistic or GPL)',
  isKnowledge: true,
  rows
};
