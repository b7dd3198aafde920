// Pretrained models that this browser keeps: each known by its hash, brought from wherever the person has it.
import type { KnownModel } from '../core/llama/known-models.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Cancelled } from '../core/mechanism/result.ts';

/** A GGUF file, or a zip archive that holds one, as a Python wheel does. */
export type ModelSource =
  | { kind: 'file'; file: Blob }
  /** http or https. */
  | { kind: 'url'; url: string }
  /** From the content node and the gateways that this page asks. */
  | { kind: 'cid'; cid: string };

export interface KeptModel {
  model: KnownModel;
  /** `damaged`: what is kept is not the model's any more, by its size. */
  state: 'here' | 'missing' | 'damaged';
  bytesOnDisk: number;
}

/** What ended before it was whole. */
export interface UnfinishedModel {
  /** What goes on where it ended; null for a copy of a file, which begins anew. */
  source: Exclude<ModelSource, { kind: 'file' }> | null;
  bytes: number;
}

export interface ModelsHere {
  models: KeptModel[];
  unfinished: UnfinishedModel[];
  /** Whether this or another tab is bringing one now. */
  isAdding: boolean;
  /** `page`: this browser keeps no files, and everything is gone with the page. */
  keptIn: 'browser' | 'page';
}

export interface PretrainedModels {
  list(): Promise<ModelsHere>;
  /**
   * Brings a model and returns once its hash is right; nothing is a model before. One tab at a time brings one; the others wait.
   * Progress, bytes: stage `waiting` for another tab; `download`; `unpack` for an archive's file; `copy` for a chosen file.
   * Throws AppError `model/unknown`, `model/no-model`, `model/unreadable-archive`, `model/unreachable`, `model/too-large`,
   * `store/quota`, `store/...`. What a download reached is kept for the next try, but where it is no model.
   */
  add(source: ModelSource, options?: LongCallOptions): Promise<KnownModel | Cancelled>;
  /**
   * The bytes of a model as they are kept; whoever reads them holds them against its hash.
   * Throws AppError `model/unknown-name`, `model/missing`.
   */
  read(name: string): Promise<Blob>;
  /** Deletes a model and everything unfinished. Throws AppError `model/unknown-name`, `model/busy` while one is brought. */
  remove(name: string): Promise<void>;
  /** Deletes what is unfinished. Throws AppError `model/busy`. */
  removeUnfinished(): Promise<void>;
  /** Hears of changes by any tab. @returns ends it */
  onChange(listener: () => void): () => void;
}
