// What a measurement may use of the machine it runs on. A mechanism asks for what it needs; what it does not ask for is not loaded.
import type { PretrainedSettings } from '../llama/lora-reference.ts';
import type { Backend } from '../model/backend.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import type { CheckRows } from '../quality/check-dataset.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import type { JudgeApart } from './judge-apart.ts';

export interface Machine {
  /** Where a model would run. */
  readonly backend: Backend;
  runtime(): Promise<ModelRuntime>;
  /** The small reference model, or a pretrained one that lies on this machine. */
  reference(pretrained?: PretrainedSettings): Promise<ReferenceModel>;
  /** Milliseconds of a clock that never goes back; for speed and time left only. */
  now(): number;
  /** Where strangers' programs are run; without it nothing that takes a run has a score here. */
  programs?: ProgramRunner;
  /** Where strangers' rows are checked; without it, where the mechanism runs. */
  checkRows?: CheckRows;
  /** Where what a program wrote is judged; without it, where the mechanism runs. */
  judgeApart?: JudgeApart;
  /** Where an unfinished run is kept; without it a stopped run starts over. */
  checkpoints?: CheckpointStore;
  /** Constants other than the mechanism's own. Results under them compare with nothing else; for tests. */
  protocol?: unknown;
}
