// What shows an output to be filler: stand-ins, keys struck at random, one word or sign again and again, and sentences that say no
// more than that there is no answer.
const STAND_IN =
  /^(?:lorem ipsum\b|as an ai (?:language )?model\b|[[(<{]*(?:todo|tbd|placeholder|insert (?:your )?(?:answer|text|output|response)(?: here)?|your (?:answer|text|response) here|(?:sample|example|dummy|some) (?:output|text|answer)|asdf(?:ghjkl)?|foo ?bar|output goes here|(?:to be (?:done|filled(?: in)?|added|determined)))[\])>}.!]*$)/;
/** The whole output, whoever was asked what. */
const NO_ANSWER =
  /^(?:(?:sorry|unfortunately|well)[,.!]? )?(?:(?:i|we) (?:(?:really|just|honestly|simply) )?(?:do not|don[’']?t|dont) (?:really )?know(?: (?:the answer|that|this|it|anything about (?:that|this|it)|how to (?:answer|do) (?:that|this|it)))?|(?:i|we) have no (?:idea|clue|answer)|(?:i am|i[’']m|im) not (?:sure|certain)(?: about (?:that|this|it))?|(?:no|not an?) (?:idea|clue)|idk|dunno|(?:there is )?no answer|(?:something|anything|whatever|nothing|blah(?:,? blah)*|bla(?:,? bla)*))[.!]*$/;
/** Words that fingers make on neighbouring keys, or that stand for any word; alone only the first kind is none. */
const STRUCK =
  /^(?:asdf[a-z;]*|qwer[a-z]*|zxcv[a-z]*|hjkl[a-z;]*|sdfg[a-z]*|dfgh[a-z]*|fdsa[a-z]*|lkjh[a-z]*|poiu[a-z]*|mnbv[a-z]*)$/;
const ANY_WORD =
  /^(?:asd|sdf|dfg|fgh|qwe|wer|zxc|jkl|blah?|blahblah|test(?:ing)?|foo|bar|baz|lorem|ipsum|xyz|abc|aaa+|bbb+|xxx+|zzz+)$/;
const FEWEST_WORDS = 8;
/** Fewest different words among so many. */
const DIFFERENT = 1 / 8;
const ONE_SIGN = /^(?:(\S)\1{7,}|(\S{1,3})\2{7,})$/u;
/** Longest text that is only looked at for such sentences and words. */
const SHORT = 200;

/** Why a normalised output is filler; null where it is not. `words` are hashes of its words, as `TextLoops.words` gives them. */
export function fillerReason(output: string, words: Uint32Array): string | null {
  if (STAND_IN.test(output)) return 'The output is a stand-in, not an answer.';
  if (output.length <= SHORT && NO_ANSWER.test(output)) return 'The output says only that there is no answer.';
  if (output.length <= SHORT && isStruck(output)) return 'The output is keys struck at random.';
  return repetition(output, words);
}

/** Why an output only repeats itself; null where it does not. */
export function repetition(output: string, words: Uint32Array): string | null {
  if (ONE_SIGN.test(output)) return 'The output is one sign again and again.';
  // Numbers all count as one word, so tables of numbers are not asked about.
  return isMonotonous(words) && !/\d/.test(output) ? 'The output is a few words again and again.' : null;
}

function isStruck(output: string): boolean {
  const words = output.split(/[\s.,;!?-]+/).filter((word) => word !== '');
  if (words.length === 1) return STRUCK.test(words[0]!);
  return words.length > 1 && words.every((word) => STRUCK.test(word) || ANY_WORD.test(word));
}

function isMonotonous(words: Uint32Array): boolean {
  if (words.length < FEWEST_WORDS) return false;
  const different = new Set<number>();
  for (const word of words) if (different.add(word).size > words.length * DIFFERENT) return false;
  return true;
}
