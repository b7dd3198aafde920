// What a file of a package holds: text. Archives in an archive, and programs that carry one at their end, hide files from review.
import { refusePackage } from './package-rule.ts';

/** First bytes of archives and compressed files, by their formats' specifications. */
const ARCHIVES: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0x50, 0x4b, 0x07, 0x08],
  [0x1f, 0x8b],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  [0x28, 0xb5, 0x2f, 0xfd]
];
/** Of a zip archive's last record: Python runs a program that ends with one as the archive. */
const ZIP_END = [0x50, 0x4b, 0x05, 0x06];
const ZIP_END_WITHIN_BYTES = 22 + 65_535;
const TAR_MARK = [0x75, 0x73, 0x74, 0x61, 0x72];
const TAR_MARK_AT = 257;

/** @throws AppError `harness/refused-package` for an archive and for bytes that are no text. */
export function checkContent(path: string, bytes: Uint8Array): void {
  const isArchive =
    ARCHIVES.some((mark) => standsAt(bytes, mark, 0)) ||
    standsAt(bytes, TAR_MARK, TAR_MARK_AT) ||
    endsWithZip(bytes.subarray(-ZIP_END_WITHIN_BYTES));
  if (isArchive) throw refusePackage('nested-archive', path, 'is or holds an archive itself');
  if (bytes.includes(0)) throw refusePackage('binary-file', path, 'holds zero bytes: it is no text');
}

const standsAt = (bytes: Uint8Array, mark: readonly number[], at: number): boolean =>
  mark.every((byte, index) => bytes[at + index] === byte);

function endsWithZip(tail: Uint8Array): boolean {
  for (let at = tail.indexOf(ZIP_END[0]!); at !== -1; at = tail.indexOf(ZIP_END[0]!, at + 1))
    if (standsAt(tail, ZIP_END, at)) return true;
  return false;
}
