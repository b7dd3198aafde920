// What every long call of the product takes: a signal that cancels it and a callback that hears how far it is.

/** One step of a long call's progress. */
export interface Progress {
  /** A stable name of the stage, e.g. `gates`, `baseline`, `training`, `fetch`. */
  stage: string;
  /** Work done and expected within the whole call, in the same (call-specific) unit; total 0 = unknown. */
  done: number;
  total: number;
  /** A number worth drawing as it arrives, e.g. `{ loss: 2.31, seed: 0, step: 12 }`. */
  values?: Record<string, number>;
}

export interface LongCallOptions<P extends Progress = Progress> {
  signal?: AbortSignal;
  onProgress?: (progress: P) => void;
}
