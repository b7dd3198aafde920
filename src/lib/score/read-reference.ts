// The model that a protocol names: the small one from its own files, or a pretrained one from where the user keeps it.
import { AppError } from '../core/error/app-error.ts';
import { readGguf } from '../core/gguf/read-gguf.ts';
import { KNOWN_MODELS } from '../core/llama/known-models.ts';
import { loraReference, type PretrainedSettings } from '../core/llama/lora-reference.ts';
import type { ReferenceModel } from '../core/model/reference-model.ts';
import { readFingerprints, readReferenceModel, type ReadReferenceFile } from './reference-manifest.ts';

/** A known model's bytes, held against its hash. Throws AppError `model/missing`, `model/damaged`. */
export type ReadModel = (name: string) => Promise<Uint8Array>;

/** Fingerprints of public texts are those of the small model's files. Throws as `readReferenceModel`, `readModel` and `loraReference`. */
export async function readReference(
  readFile: ReadReferenceFile,
  readModel: ReadModel,
  pretrained?: PretrainedSettings
): Promise<ReferenceModel> {
  if (pretrained === undefined) return readReferenceModel(readFile);
  const { name, ...settings } = pretrained;
  const known = KNOWN_MODELS.find((model) => model.name === name);
  if (!known) throw new AppError('model/unknown-name', `No model is called ${name}.`);
  const [bytes, fingerprints] = await Promise.all([readModel(name), readFingerprints(readFile)]);
  return loraReference(readGguf(bytes), known.cid, settings, fingerprints);
}
