// What a facts reading says. It is evidence for a person's eyes: it stands beside a score and never in it.

/** A row by what its dearest token costs. */
export interface DearRow {
  /** 1-based line of the file. */
  line: number;
  input: string;
  output: string;
  /** Mean over the answer, bits per byte. */
  costBitsPerByte: number;
  dearest: {
    /** As text, and how many bytes of the output stand before it. */
    token: string;
    byteOffset: number;
    bits: number;
  };
}

/** A set of rows, read after rows of its own. */
export interface SetReading {
  /** Rows that were judged, each other text once. */
  judged: number;
  /** Rows before the judged ones, in each prompt. */
  promptRows: number[];
  /** Mean of the judged rows. */
  costBitsPerByte: number;
}

export interface FactsComparison extends SetReading {
  /** Chance that a row of the submission costs more than one of the benchmark; .5 where they are alike. */
  auc: number;
  /** min(1, 2 (1 - auc)): 1 where the submission's rows cost no more. */
  share: number;
  shareInterval95: [number, number];
}

export interface FactsReport extends SetReading {
  protocol: string;
  model: string;
  /** Decides which rows are judged and which stand before them. */
  seed: string;
  dearest: DearRow[];
  /** Null without a benchmark. */
  benchmark: FactsComparison | null;
}

/** The report, and what it was made on. */
export interface FactsDocument extends FactsReport {
  format: 'assay/facts/1';
  backend: string;
  threads: number;
}
