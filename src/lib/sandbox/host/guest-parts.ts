// Which files an interpreter is made of, where they lie, and what they must be.
import type { ProgramLanguage } from '../../core/program/program.ts';
import javascript from '../javascript-release.json' with { type: 'json' };
import release from '../python-release.json' with { type: 'json' };

export interface GuestFiles {
  /** Of the guest's script, beside the others. */
  script: string;
  /** File of each part, by the name that the guest knows it by. */
  parts: Readonly<Record<string, string>>;
}

export const GUEST_FILES: Readonly<Record<ProgramLanguage, GuestFiles>> = {
  python: {
    script: 'python-guest.js',
    parts: { wasm: 'python.wasm', library: 'python-library.zip', snapshot: 'python.snapshot' }
  },
  javascript: { script: 'javascript-guest.js', parts: { wasm: 'quickjs.wasm' } }
};

/** SHA-256 of files, in hex: a program gives the same bytes only where these are the same. */
export const PINNED_FILES: Readonly<Record<string, string>> = {
  'python.wasm': release.wasm,
  'python-library.zip': release.library,
  'python.snapshot': release.snapshot,
  'quickjs.wasm': javascript.wasm
};
