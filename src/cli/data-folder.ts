// Where the command keeps its state: one folder, in the user's data directory, or the one that is named.
import envPaths from 'env-paths';
import { join, resolve } from 'node:path';

export function dataFolder(chosen?: string): string {
  return chosen ? resolve(chosen) : envPaths('assay', { suffix: '' }).data;
}

export const chainFolder = (data: string): string => join(data, 'chain');
export const contentFolder = (data: string): string => join(data, 'content');
export const keysFolder = (data: string): string => join(data, 'keys');
export const weightCommitsFolder = (data: string): string => join(data, 'weight-commits');
export const scoreDraftsFolder = (data: string): string => join(data, 'score-drafts');
export const modelsFolder = (data: string): string => join(data, 'models');
export const machineFile = (data: string): string => join(data, 'validator-machine.json');
