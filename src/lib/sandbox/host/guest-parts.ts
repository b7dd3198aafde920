// Which files an interpreter is made of, where they lie, and what they must be.
import type { ProgramLanguage } from '../../core/program/program.ts';
import { unavailable } from './unavailable.ts';
import release from '../python-release.json' with { type: 'json' };

export interface GuestFiles {
  /** Of the guest's script, beside the others. */
  script: string;
  /** File of each part, by the name that the guest knows it by. */
  parts: Readonly<Record<string, string>>;
}

/** Null: programs of the language cannot be run. */
export const GUEST_FILES: Readonly<Record<ProgramLanguage, GuestFiles | null>> = {
  python: {
    script: 'python-guest.js',
    parts: { wasm: 'python.wasm', library: 'python-library.zip', snapshot: 'python.snapshot' }
  },
  javascript: null
};

/** @throws AppError `sandbox/unavailable` for a language that cannot be run. */
export function guestFilesOf(language: ProgramLanguage): GuestFiles {
  const files = GUEST_FILES[language];
  if (files === null) throw unavailable(`programs in ${language} cannot be run`);
  return files;
}

/** SHA-256 of files, in hex: a program gives the same bytes only where these are the same. */
export const PINNED_FILES: Readonly<Record<string, string>> = {
  'python.wasm': release.wasm,
  'python-library.zip': release.library,
  'python.snapshot': release.snapshot
};
