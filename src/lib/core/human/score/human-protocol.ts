// The constants of `assay-human/1`. Any change is a new version of the measure. docs/human.md has what each is for.

export const HUMAN_PROTOCOL = 'assay-human/1';

export const HUMAN_CONSTANTS = Object.freeze({
  /** Tasks' worth of chance variance that an interval begins with: a few perfect answers prove little. */
  priorTasks: 1,
  /** Chance that any of a panel's honest pairs is taken for copies, per test. */
  falseAlarm: 0.01,
  /** z² of a normal tail of `falseAlarm` over pairs: 2 ln(1 / falseAlarm), and 2 ln 2 for each doubling of the pairs. */
  zSquareBase: 9.2104,
  zSquarePerBit: 1.3863,
  /** Of the erring answers of one labeler, the share that another independent one gives as well: at least, at most. */
  leastSameErrors: 0.25,
  mostSameErrors: 0.5,
  /** Tasks that two labelers both judged, for their agreement to be looked at. */
  leastCommonTasks: 8,
  /** Standard errors by which open agreement may stay behind gold. */
  openMargin: 2,
  /** Labelers with some skill that a consensus needs, before anybody is held against it. */
  leastConsensus: 3,
  /** Votes are weighed by skill up to here, so that two excellent liars of five do not outweigh three good people. */
  mostVote: 0.5,
  /** Of a labeler in its miner's pooled answer, whatever its skill. */
  leastPoolWeight: 1 / 64,
  /** Share of answers from which straight-lining is flagged, of at least so many answers. */
  straightLining: 0.8,
  straightLiningAnswers: 5
});
