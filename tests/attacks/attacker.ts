// What a miner has who makes rows against the measure: the public model, tuned as the measure tunes its judges, on practice rows of
// the request's kind in place of the hidden ones.
import type { Example } from '#lib/core/dataset/example.ts';
import { PairedRows } from '#lib/core/lift/paired-rows.ts';
import { learningRateAt, LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { TextObjective } from '#lib/core/lift/text-objective.ts';
import type { ModelRuntime } from '#lib/core/model/model-runtime.ts';
import type { OpenModel, ReferenceModel } from '#lib/core/model/reference-model.ts';

export class Attacker {
  readonly reference: ReferenceModel;
  /** Parameters of the judge that it tuned. */
  readonly judge: Float32Array;
  readonly #model: OpenModel;

  private constructor(reference: ReferenceModel, model: OpenModel, judge: Float32Array) {
    this.reference = reference;
    this.#model = model;
    this.judge = judge;
  }

  static async tune(runtime: ModelRuntime, reference: ReferenceModel, practice: readonly Example[]): Promise<Attacker> {
    const { batch, trustedSteps, trustedSeed } = LIFT_PROTOCOL;
    const model = await reference.open(runtime, batch);
    const trainer = await new TextObjective(reference, LIFT_PROTOCOL).createTrainer(model);
    const steps = trainer.steps(practice, trustedSeed);
    trainer.start(reference.parameters);
    for (let step = 0; step < trustedSteps; step++) await steps.next(learningRateAt(step, trustedSteps, LIFT_PROTOCOL));
    const { parameters } = await trainer.snapshot();
    await trainer.dispose();
    return new Attacker(reference, model, parameters);
  }

  /** What each row is worth to the judge, in bits: what tuning saves on it, and what its own input saves beside another row's. */
  async values(rows: readonly Example[]): Promise<number[]> {
    const { evaluator } = this.#model;
    const alone = new PairedRows(rows, this.reference, LIFT_PROTOCOL, { readsWrong: false });
    const untuned = alone.rowBits(await evaluator.losses(this.reference.parameters, alone.windows)).right;
    const paired = new PairedRows(rows, this.reference, LIFT_PROTOCOL);
    const { right, wrong } = paired.rowBits(await evaluator.losses(this.judge, paired.windows));
    return rows.map((_, row) => untuned[row]! - right[row]! + wrong[row]! - right[row]!);
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }
}
