// Pretrained models from the folder that `assay model` keeps them in.
import type { ReadModel } from '#lib/score/read-reference.ts';
import { ModelFolder } from '#lib/store/models/model-folder.ts';
import { dataFolder, modelsFolder } from './data-folder.ts';

/** Of the commands that measure without a market. */
export const stateArgument = { type: 'string', description: 'Folder for state and keys, where models lie' } as const;

/** @param data folder for state and keys; default: the user's. */
export function modelReader(data?: string): ReadModel {
  const folder = new ModelFolder(modelsFolder(dataFolder(data)));
  return (name) => folder.read(name);
}
