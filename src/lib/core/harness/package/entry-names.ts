// Names of a package's files, so that every system that unpacks them gets the same files in the same places.
import { HARNESS_PACKAGE_LIMITS } from './package-limits.ts';
import { refusePackage } from './package-rule.ts';

/** Device names of Windows, in any folder and before any ending, and names that objects of JavaScript have already. */
const RESERVED =
  /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$)(?:\.|$)|^(?:__proto__|constructor|prototype)$/i;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;
const { extensions, maxFiles, maxPathDepth, maxPathLength } = HARNESS_PACKAGE_LIMITS;

/** The names of one package: each is held against the rules, and against the names before it. */
export class EntryNames {
  /** By the name as systems compare it that know no case. */
  private readonly taken = new Map<string, { path: string; kind: 'file' | 'folder' }>();
  private files = 0;

  /** @throws AppError `harness/refused-package` */
  addFile(path: string): void {
    if (++this.files > maxFiles) throw refusePackage('file-count', null, `has more than ${maxFiles} files`);
    checkPath(path);
    checkExtension(path);
    this.take(path, 'file');
  }

  /** @param path without the slash at its end. @throws AppError `harness/refused-package` */
  addFolder(path: string): void {
    checkPath(path);
    this.take(path, 'folder');
  }

  private take(path: string, kind: 'file' | 'folder'): void {
    const segments = path.split('/');
    for (let depth = 1; depth < segments.length; depth++)
      this.takeOne(segments.slice(0, depth).join('/'), 'folder', path);
    this.takeOne(path, kind, path);
  }

  private takeOne(path: string, kind: 'file' | 'folder', entry: string): void {
    const key = path.normalize('NFC').toLowerCase();
    const before = this.taken.get(key);
    if (before !== undefined && (before.path !== path || before.kind !== kind || kind === 'file'))
      throw refusePackage('name-collision', entry, `takes the place of the ${before.kind} "${before.path}"`);
    this.taken.set(key, { path, kind });
  }
}

function checkPath(path: string): void {
  if (!PRINTABLE_ASCII.test(path))
    throw refusePackage('name-characters', path, 'has a name with other than printable ASCII characters');
  if (/[\\:*?"<>|]/.test(path))
    throw refusePackage(
      'name-characters',
      path,
      'has a sign in its name that some systems read as a path or a pattern'
    );
  if (path.length > maxPathLength)
    throw refusePackage('name-length', path, `has a name of more than ${maxPathLength} characters`);
  if (path.startsWith('/')) throw refusePackage('path', path, 'has an absolute path');
  const segments = path.split('/');
  if (segments.length > maxPathDepth)
    throw refusePackage('name-length', path, `lies in more than ${maxPathDepth - 1} folders`);
  for (const segment of segments) checkSegment(segment, path);
}

function checkSegment(segment: string, path: string): void {
  if (segment === '' || segment === '.' || segment === '..')
    throw refusePackage('path', path, 'has an empty part, a "." or a ".." in its path');
  if (segment.startsWith('.'))
    throw refusePackage('hidden-name', path, 'is hidden: a part of its path begins with a dot', {
      hints: ['Leave out what an editor or system put beside the program: .git, .DS_Store, __MACOSX.']
    });
  if (/^ |[ .]$/.test(segment))
    throw refusePackage('reserved-name', path, 'has a space or a dot at an end of its name, which some systems drop');
  if (RESERVED.test(segment))
    throw refusePackage('reserved-name', path, 'has a name that some systems keep for themselves');
}

function checkExtension(path: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot === -1 || extensions.includes(name.slice(dot).toLowerCase())) return;
  throw refusePackage('extension', path, `is of a kind that no harness needs: ${extensions.join(' ')} are read`);
}
