// Errors of the gates that are about the submitted rows, and not about the benchmark, the request or the machine.
import type { AppError } from '../error/app-error.ts';
import { DATASET } from './check-dataset.ts';

const CODES: readonly string[] = [
  'dataset/invalid-utf8',
  'dataset/line-too-long',
  'dataset/malformed-json',
  'dataset/not-an-object',
  'dataset/too-large',
  'dataset/too-many-rows'
];

/** Whether the rows cannot be read as rows, by whoever tries. */
export function isDatasetFault({ code, details }: AppError): boolean {
  return CODES.includes(code) && details.file === DATASET;
}
