// The rules that a request's terms must keep, as sentences; numbered as in docs/market.md, `InvalidTerms(rule)`.

const RULES: Record<number, [short: string, hint: string]> = {
  1: ['The deadline must lie in the future and at most 648,000 blocks ahead.', 'Choose another deadline.'],
  2: [
    'Every window must have at least the blocks that this market asks for, and at most 648,000.',
    'Make the windows for reveals, scores, challenges, juries and opening longer.'
  ],
  3: ['The threshold and the largest spread must lie between 0 and 1.', 'Choose other numbers.'],
  4: ['The tolerated deviation must lie above 0 and be at most 1.', 'Choose another number.'],
  5: ['Each submission must be scored by 3 to 16 drawn validators.', 'Choose a number in between.'],
  6: [
    'The quorum must be at least 1 and at most the number of drawn validators.',
    'Lower the quorum or draw more validators.'
  ],
  7: ['A coldkey must be allowed at least one submission.', 'Allow one or more.'],
  8: ['The bond of a challenge must be at least 0.001 TAO.', 'Raise it.'],
  9: ['Each bonus can be ten times the share at most.', 'Lower it.'],
  10: [
    "A miner's part of a sale can be the whole price at most, and only what is delivered privately can be sold.",
    'Ask for private delivery, or do not sell.'
  ]
};

/** The broken rule and what to change. */
export function termsRule(rule: number): [short: string, hint: string] {
  return RULES[rule] ?? [`The terms break rule ${rule} of the market.`, 'docs/market.md lists the rules.'];
}
