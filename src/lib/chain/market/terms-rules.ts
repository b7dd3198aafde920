// The rules that a request's terms must keep, as sentences; numbered as in docs/market.md, `InvalidTerms(rule)`.

const RULES: Record<number, [short: string, hint: string]> = {
  1: ['The deadline must lie in the future and at most 648,000 blocks ahead.', 'Choose another deadline.'],
  2: [
    'Every window must have at least the blocks that this market asks for, and at most 648,000.',
    'Make the windows for reveals, scores, challenges, juries and opening longer.'
  ],
  3: [
    'The threshold can be 0.95 at most, and the largest spread must lie between 0.01 and 1.',
    'Choose terms that somebody can meet.'
  ],
  4: ['The tolerated deviation must lie between 0.001 and 0.2.', 'Choose another number.'],
  5: ['Each submission must be scored by 3 to 16 drawn validators.', 'Choose a number in between.'],
  6: [
    'The quorum must be at least 1 and at most the number of drawn validators.',
    'Lower the quorum or draw more validators.'
  ],
  7: ['A coldkey must be allowed at least one submission.', 'Allow one or more.'],
  8: [
    "The bond of a challenge must be at least 0.001 TAO and the validators' bond, and at most the bounty.",
    'Choose bonds that people can pay for this bounty.'
  ],
  9: ['Each bonus can be ten times the share at most.', 'Lower it.'],
  10: [
    "A miner's part of a sale can be the whole price at most, and only what is delivered privately can be sold.",
    'Ask for private delivery, or do not sell.'
  ],
  11: ['The deposit of a submission can be the bounty at most.', 'Lower it.'],
  12: [
    "The benchmark's deposit needs its key's hash, both it and the fee can be the bounty at most, and the fee must be what a registered benchmark's owner asks.",
    "Look up what the benchmark's owner asks, or take another benchmark."
  ],
  13: ['The cap of a coldkey must lie between 0.1 and 1.', 'Choose another number.'],
  14: ['The parent request does not exist.', 'Name an earlier request of this market, or none.']
};

/** The broken rule and what to change. */
export function termsRule(rule: number): [short: string, hint: string] {
  return RULES[rule] ?? [`The terms break rule ${rule} of the market.`, 'docs/market.md lists the rules.'];
}
