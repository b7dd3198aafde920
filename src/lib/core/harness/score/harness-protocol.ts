// The constants of `assay-harness/1`. Any change is a new version of the measure. docs/harness.md has what they were chosen on.

export const HARNESS_PROTOCOL = 'assay-harness/1';
/** The measure of rows by which hidden conversations count. */
export const HARNESS_LIFT = 'assay-lift/3';

export const HARNESS_CONSTANTS = Object.freeze({
  /**
   * What a conversation is worth, before what takes away from it. They add up to 1. Tests that were run are the one part that
   * well-made nonsense does not pass.
   */
  weights: Object.freeze({ answer: 0.3, agentic: 0.25, reasoning: 0.15, verified: 0.3 }),
  /** Of the agentic part. Results that are used matter most: calls for their own sake have none. */
  agentic: Object.freeze({ answers: 0.35, used: 0.65 }),
  /** Fits count in full from here: what people's own conversations with tools reach in the middle (.5 to .7; results fit less). */
  fullFit: 0.5,
  fullResultFit: 0.25,
  /** The least share of a text's words, by weight, that what it speaks of did not have: below it, it only repeats. */
  fullAddition: 0.1,
  /** A call that no schema can judge. */
  uncheckedCall: 0.5,
  /** Of the verified part, for a patch that applies to what was shown: it can be made, and nobody has tried what it does. */
  appliedPatch: 0.5,
  /** Lines that fitting the patches of one conversation, and of all of them, may compare. */
  patchSteps: 2_000_000,
  allPatchSteps: 50_000_000,
  /** What a conversation keeps whose own tests fail, or whose patch does not apply. */
  failedTests: 0.2,
  /** Words of the runs that tell text of one's own from text that other rows repeat. */
  runWords: 6,
  /** A row whose runs are its own to this share counts in full: what a generator fills into its sentences reaches it. */
  fullOwnShare: 0.3,
  /** Neighbouring words are held against words this far apart. */
  farWords: 5,
  /** Order in words counts in full from here; people's text has .2 to .8, words in random order have 0. */
  fullOrder: 0.15,
  /** Words of a conversation that are compared for templates. */
  comparedWords: 512,
  /** Common subsequences of two conversations, as a share of the longer: unrelated ones have up to the first, copies the second. */
  unlike: 0.35,
  alike: 0.7,
  /** Conversations under another seed that are held against those under the seed, and their likest candidates each. */
  renewalRows: 200,
  likestCandidates: 4,
  /** Conversations of one run are taken to differ by this share of their words: generators of few kinds differ by .13 to .3. */
  leastDifference: 0.1,
  /** Another run as new as this counts in full: chance alone takes up to .06 of sixty rows. */
  fullRenewal: 0.9,
  /** Kinds of conversations, all different, with which half of the diversity is reached. */
  halfDiversity: 4,
  /** Of the score, where the request has a hidden benchmark. */
  liftWeight: 0.5,
  /** Other conversations that each is held against. */
  controls: 16,
  /** Pairs compared for templates, at most: of 200 equal kinds every two-hundredth pair is alike, seen to a ninth. */
  templatePairs: 20_000,
  /** Steps that judging all arguments under all schemas may take together. */
  schemaSteps: 20_000_000
});
