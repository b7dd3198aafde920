// Reads the reference model from the repository's static folder.
import { readFile } from 'node:fs/promises';
import type { ReadReferenceFile } from './reference-manifest.ts';

export const referenceFromDisk: ReadReferenceFile = async (file) =>
  new Uint8Array(await readFile(new URL(`../../../static/reference/${file}`, import.meta.url)));
