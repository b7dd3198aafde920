// An archive that cannot be unpacked, whatever is wrong with it.
import { AppError } from '../../core/error/app-error.ts';

export const unreadableArchive = (cause: unknown): AppError =>
  new AppError('model/unreadable-archive', 'The archive is damaged, or of a kind that is not read here.', {
    hints: ['Fetch it again.'],
    cause
  });
