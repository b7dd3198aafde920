// What assay-lift/2 took for filler: stand-ins, and one word or sign again and again.
import { repetition } from '../filler-reason.ts';

const STAND_IN =
  /^(?:lorem ipsum\b|as an ai (?:language )?model\b|[[(<{]*(?:todo|tbd|placeholder|insert (?:your )?(?:answer|text|output|response)(?: here)?|your (?:answer|text|response) here|(?:sample|example|dummy|some) (?:output|text|answer)|asdf(?:ghjkl)?|foo ?bar|output goes here)[\])>}.!]*$)/;

/** As `fillerReason` of the rules after it. */
export function fillerReason(output: string, words: Uint32Array): string | null {
  return STAND_IN.test(output) ? 'The output is a stand-in, not an answer.' : repetition(output, words);
}
