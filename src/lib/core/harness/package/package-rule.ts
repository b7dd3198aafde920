// What a harness package can be refused for. Programs rely on the names of the rules.
import { AppError } from '../../error/app-error.ts';
import { shorten } from '../../encoding/shorten.ts';

export type PackageRule =
  | 'archive-format'
  | 'archive-size'
  | 'binary-file'
  | 'compression-method'
  | 'compression-ratio'
  | 'encrypted'
  | 'entry-point'
  | 'extension'
  | 'file-count'
  | 'folder-with-data'
  | 'hidden-name'
  | 'link-or-device'
  | 'manifest'
  | 'name-characters'
  | 'name-collision'
  | 'name-length'
  | 'nested-archive'
  | 'no-files'
  | 'path'
  | 'reserved-name'
  | 'second-name'
  | 'size-mismatch'
  | 'unpacked-size';

const MAX_NAME = 120;

/**
 * The error that refuses a package.
 * @param entry the name as it stands in the archive, or null where the package as a whole is refused
 * @param problem what is wrong, after the entry's name
 */
export function refusePackage(
  rule: PackageRule,
  entry: string | null,
  problem: string,
  { hints = [], cause }: { hints?: string[]; cause?: unknown } = {}
): AppError {
  const shown = entry === null ? null : printable(shorten(entry, MAX_NAME));
  const subject = shown === null ? 'The package' : `The entry "${shown}"`;
  return new AppError('harness/refused-package', `${subject} ${problem} (rule ${rule}).`, {
    hints,
    details: { rule, entry: shown },
    cause
  });
}

/** Control, bidirectional and other invisible characters by their code points: a name must not paint over its own refusal. */
function printable(name: string): string {
  return name.replace(/[\p{C}\p{Z}]/gu, (sign) => (sign === ' ' ? sign : `\\u{${sign.codePointAt(0)!.toString(16)}}`));
}

/** Whether an error says that what was read is no harness, as everybody would find. */
export const refusesHarness = ({ code }: AppError): boolean => code === 'harness/refused-package';
