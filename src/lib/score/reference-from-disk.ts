// Reads the reference model from the repository's static folder, or from the folder that ASSAY_REFERENCE names.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadReferenceFile } from './reference-manifest.ts';

const SHIPPED = fileURLToPath(new URL('../../../static/reference', import.meta.url));

/** Another model has another CID, which every result carries: its scores compare with those of the same model only. */
export const referenceFolder = (): string => process.env.ASSAY_REFERENCE ?? SHIPPED;

export const referenceFromDisk: ReadReferenceFile = async (file) =>
  new Uint8Array(await readFile(join(referenceFolder(), file)));
