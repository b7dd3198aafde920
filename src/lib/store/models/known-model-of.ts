// Bytes are a model where their hash is known, and nothing otherwise.
import { AppError } from '../../core/error/app-error.ts';
import type { KnownModel } from '../../core/llama/known-models.ts';

/** The model of that hash. Throws AppError `model/unknown`. */
export function knownModelOf(known: readonly KnownModel[], sha256: string, bytes: number): KnownModel {
  const model = known.find((one) => one.sha256 === sha256);
  if (model) return model;
  throw new AppError('model/unknown', `These ${bytes} bytes are none of the models that are known.`, {
    hints: [
      ...known.map(({ name, sha256: hash, bytes: count }) => `${name} has ${count} bytes and sha256 ${hash}.`),
      `What was given has sha256 ${sha256}.`
    ],
    details: { sha256, bytes }
  });
}

/** Throws AppError `model/unknown-name`. */
export function knownModelNamed(known: readonly KnownModel[], name: string): KnownModel {
  const model = known.find((one) => one.name === name);
  if (model) return model;
  throw new AppError('model/unknown-name', `No model is called ${JSON.stringify(name.slice(0, 80))}.`, {
    hints: [`Known are ${known.map((one) => one.name).join(', ')}.`]
  });
}

/** Of the largest file that can bring a model. */
export const mostModelBytes = (known: readonly KnownModel[]): number =>
  Math.max(...known.flatMap(({ bytes, wheel }) => [bytes, wheel.bytes]));

/** Which file of an archive is a model, by name and size. */
export function modelInArchive(known: readonly KnownModel[]): (name: string, bytes: number) => boolean {
  const sizes = new Set(known.map((model) => model.bytes));
  return (name, bytes) => name.endsWith('.gguf') && sizes.has(bytes);
}

export const noModelInArchive = (known: readonly KnownModel[]): AppError =>
  new AppError('model/no-model', 'The archive holds none of the models that are known.', {
    hints: known.map(({ name, wheel }) => `${name} is in ${wheel.package} ${wheel.version} of Python's index.`)
  });
