import { expect, test } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from '../../core/program/program-limits.ts';
import { readGuestMessage } from './read-guest-message.ts';

const LIMITS = { ...DEFAULT_PROGRAM_LIMITS, outputBytes: 4, printedBytes: 4 };
const resources = { memoryBytes: 1, fileBytes: 1, fileCount: 1, printedBytes: 1 };
const END = {
  outcome: 'finished',
  exitCode: 0,
  output: new Uint8Array(4),
  printed: new Uint8Array(0),
  errorsTail: '',
  resources
};
const read = (end: unknown) => readGuestMessage({ kind: 'ended', end }, LIMITS);

test('an end is read, and what it says besides is left out', () => {
  expect(read({ ...END, reason: 'forged', more: 'x' })).toEqual({ kind: 'ended', end: END });
});

test.each([
  ['an exit code that none has', { exitCode: 256 }],
  ['an output that is no bytes', { output: 'text' }],
  ['an output larger than it may be', { output: new Uint8Array(5) }],
  ['printed text larger than it may be', { printed: new Uint8Array(5) }],
  ['numbers that are none', { resources: { ...resources, fileBytes: Number.NaN } }],
  ['an endless tail', { errorsTail: 'x'.repeat(100_000) }],
  ['the clock as its own reason', { outcome: 'failed', reason: 'clock', detail: '' }]
])('%s is no end', (_what, wrong) => expect(read({ ...END, ...wrong })).toBeNull());

test.each([null, undefined, 1, 'ready', [], { kind: 'snapshot' }, { kind: 'loaded' }])('%j is no message', (said) =>
  expect(readGuestMessage(said, LIMITS)).toBeNull()
);
