// Texts, code and conversations: what is learnt is the likelihood of the outputs, measured in bits per byte.
import type { Example } from '../dataset/example.ts';
import type { MeasuredRows, Objective, ObjectiveTrainer, TrainingSteps } from './objective.ts';
import { PairedRows } from './paired-rows.ts';
import type { LiftProtocol } from './protocol.ts';
import type { OpenModel, ReferenceModel } from '../model/reference-model.ts';
import { rowWindows } from './row-windows.ts';
import { trainingBatches } from '../model/training-batches.ts';

export class TextObjective implements Objective {
  readonly #reference: ReferenceModel;
  readonly #protocol: LiftProtocol;

  constructor(reference: ReferenceModel, protocol: LiftProtocol) {
    this.#reference = reference;
    this.#protocol = protocol;
  }

  get learningRate(): number {
    return this.#protocol.learningRate;
  }

  benchmarkRows(examples: readonly Example[]): MeasuredRows {
    const readsWrong = !this.#protocol.ownInputsOnly;
    return new PairedRows(examples, this.#reference, this.#protocol, { readsWrong });
  }

  pairingRows(examples: readonly Example[]): MeasuredRows {
    return new PairedRows(examples, this.#reference, this.#protocol);
  }

  async createTrainer(model: OpenModel): Promise<ObjectiveTrainer> {
    const { format, context, shortest } = this.#reference;
    const { batch, optimizer } = this.#protocol;
    const trainer = await model.createTrainer(optimizer);
    const windowsOf = (example: Example) => rowWindows(example, format, context, this.#protocol);
    const steps = (examples: readonly Example[], seed: number): TrainingSteps => {
      const batches = trainingBatches(examples, windowsOf, seed, { batch, context, shortest });
      return {
        skip: (count) => {
          for (let step = 0; step < count; step++) batches.next();
        },
        next: (learningRate) => trainer.step(batches.next().value, learningRate)
      };
    };
    return {
      start: (parameters) => trainer.start(parameters),
      resume: (snapshot) => trainer.resume(snapshot),
      steps,
      snapshot: () => trainer.snapshot(),
      dispose: () => trainer.dispose()
    };
  }
}
