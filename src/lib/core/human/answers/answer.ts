// One labeler's answer to one task.

export interface Answer {
  /** 1-based line of `answers.jsonl`. */
  line: number;
  task: string;
  labeler: string;
  miner: string;
  /**
   * Groups of output ids, best first; those of one group are as good. Outputs that no group has are not judged. Null: the labeler
   * cannot tell, or the task asks for no ranking.
   */
  ranking: string[][] | null;
  /** Milliseconds spent, as the labeler's page says; null where it does not. */
  ms: number | null;
  /** Answers to the other criteria, by criterion. */
  criteria: Map<string, CriterionAnswer>;
}

export type CriterionValue = number | string | string[];

export type CriterionAnswer =
  { per: 'task'; value: CriterionValue } | { per: 'output'; values: Map<string, CriterionValue> };

/** A line that counts as not answered, and why. */
export interface BrokenAnswer {
  line: number;
  problem: string;
}

/** Who answered: a labeler is known by its miner and its name together. */
export const labelerKey = ({ miner, labeler }: Pick<Answer, 'miner' | 'labeler'>): string =>
  JSON.stringify([miner, labeler]);
