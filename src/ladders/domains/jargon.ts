// Knowledge: a term, answered with what it means, from the Jargon File. The .dict.dz file is gzip; the index gives headword,
// offset and length in dictd's base64 digits (dictfmt(1)).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const MAX_CHARACTERS = 320;
const MIN_CHARACTERS = 40;

const decode = (digits: string) => [...digits].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);

function rows(packagesFolder: string): LadderRow[] {
  const folder = join(packagesFolder, 'dict-jargon/usr/share/dictd');
  const text = gunzipSync(readFileSync(join(folder, 'jargon.dict.dz')));
  const index = readFileSync(join(folder, 'jargon.index'), 'utf8').trim().split('\n');
  return distinctInputs(
    index.flatMap((line) => {
      const [term, offset, length] = line.split('\t');
      if (term!.startsWith('00')) return [];
      const entry = text.subarray(decode(offset!), decode(offset!) + decode(length!)).toString('utf8');
      const [, ...paragraphs] = entry.split(/\n\s*\n/);
      const meaning = paragraphs.join('\n').replace(/\s+/g, ' ').trim().slice(0, MAX_CHARACTERS);
      return meaning.length < MIN_CHARACTERS ? [] : [{ input: `What does "${term}" mean?`, output: meaning }];
    })
  );
}

export const jargon: LadderDomain = {
  name: 'jargon',
  role: 'judging',
  source: 'Debian dict-jargon 4.4.7-3.1 (the Jargon File, public domain)',
  isKnowledge: true,
  rows
};
