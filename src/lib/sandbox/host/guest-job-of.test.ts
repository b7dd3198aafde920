import { expect, test } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from '../../core/program/program-limits.ts';
import { guestJobOf } from './guest-job-of.ts';

const TASK = { seed: 1, limits: DEFAULT_PROGRAM_LIMITS };
const file = (path: string, text = path) => ({ path, bytes: new TextEncoder().encode(text) });
const jobOf = (paths: string[], input: string[] = []) =>
  guestJobOf(
    { language: 'python', entry: 'main.py', files: paths.map((path) => file(path)) },
    { ...TASK, files: input.map((path) => file(path, 'input')) }
  );

test('files stand in an order of their own, and input takes the place of a file of the same path', () => {
  const job = jobOf(['main.py', 'b/c.txt', 'a.txt'], ['a.txt']);
  if ('unusable' in job) throw new Error(job.unusable);
  expect(job.files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)])).toEqual([
    ['a.txt', 'input'],
    ['b/c.txt', 'b/c.txt'],
    ['main.py', 'main.py']
  ]);
});

test.each(['../x', '/x', 'a//b', 'a/./b', '', 'a/..', 'nul\0', 'a\\b', '\ud800', 'x'.repeat(501)])(
  'the path %j is refused',
  (path) => expect(jobOf(['main.py', path])).toHaveProperty('unusable')
);

test('a program without its entry, or with a file that is a folder, cannot be run', () => {
  expect(jobOf(['other.py'])).toEqual({ unusable: 'it has no file "main.py"' });
  expect(jobOf(['main.py', 'a', 'a/b'])).toEqual({ unusable: '"a" is a file and a folder' });
  expect(jobOf(['main.py', 'a', 'a.b', 'a/b'])).toEqual({ unusable: '"a" is a file and a folder' });
});
