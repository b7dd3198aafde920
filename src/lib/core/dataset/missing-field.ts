// The one error of a row that has not what the request's fields name.
import { AppError } from '../error/app-error.ts';

const HINT = 'The request says under `fields` where input and output stand.';

/** @param wanted what should stand at `path`, e.g. `a string` */
export function missingField(line: number, path: string, wanted: string, hints: string[] = [HINT]): AppError {
  return new AppError('dataset/missing-field', `Line ${line} needs ${wanted} at ${path || 'the row itself'}.`, {
    hints,
    details: { line, path }
  });
}
