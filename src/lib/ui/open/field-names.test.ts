import { expect, test } from 'vitest';
import { namedProblem } from './field-names.ts';

test('a problem names its field; one that is nobody’s alone stands as it is', () => {
  expect(namedProblem('assigned', 'Write a whole number from 3 to 16.')).toBe(
    'Validators drawn per submission: Write a whole number from 3 to 16.'
  );
  expect(namedProblem('title', 'Too short.')).toBe('Title: Too short.');
  expect(namedProblem('checks', 'Check 1 is not complete.')).toBe('Check 1 is not complete.');
});
