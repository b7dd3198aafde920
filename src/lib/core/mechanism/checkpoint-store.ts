// Where an unfinished measurement is kept, so that a killed worker or a closed tab costs seconds and not the whole run.

/** @typeParam Checkpoint what the mechanism keeps of an unfinished run. */
export interface CheckpointStore<Checkpoint = unknown> {
  /** The checkpoint of exactly this run, or null. */
  load(key: string): Promise<Checkpoint | null>;
  save(key: string, checkpoint: Checkpoint): Promise<void>;
  clear(key: string): Promise<void>;
}
