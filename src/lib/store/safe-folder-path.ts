// Paths inside a folder that strangers wrote, and that a reader may write to disk.
import { AppError } from '../core/error/app-error.ts';

/** The path as given. Throws AppError `store/unsafe-path` for one that could leave the folder or cannot be a file name. */
export function safeFolderPath(path: string): string {
  const unsafe = path
    .split('/')
    .some((name) => name === '' || name === '.' || name === '..' || hasUnsafeCharacter(name) || name.length > 255);
  if (!unsafe) return path;
  throw new AppError(
    'store/unsafe-path',
    `The path ${JSON.stringify(path.slice(0, 120))} is not one a folder may hold.`,
    {
      hints: ['Paths are relative, separated by /, without . and .. and without control characters.'],
      details: { path: path.slice(0, 512) }
    }
  );
}

function hasUnsafeCharacter(name: string): boolean {
  return [...name].some((character) => character === '\\' || character < ' ' || character === '\u007f');
}
