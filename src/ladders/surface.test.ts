import { describe, expect, test } from 'vitest';
import { clockTimes } from './domains/clock-times.ts';
import { comparisons } from './domains/comparisons.ts';
import { conversions } from './domains/conversions.ts';
import { formulas } from './domains/formulas.ts';
import { shelfCodes } from './domains/shelf-codes.ts';
import { tickets } from './domains/tickets.ts';
import { inForm, SURFACE_FORMS } from './surface.ts';

const SHORT = [tickets, formulas, shelfCodes, clockTimes, conversions, comparisons];

const reshaped = (form: string, output: string) =>
  SURFACE_FORMS.find((one) => one.form === form)!.reshape({ input: 'asked', output })?.output ?? null;

describe('forms of short outputs', () => {
  test.each([
    ['blanks for underscores', 'door_badge_password_reset', 'door badge password reset'],
    ['hyphens for underscores', 'screen_running_slow', 'screen-running-slow'],
    ['blanks for hyphens', 'MON-ON-27-193', 'MON ON 27 193'],
    ['without hyphens', 'MON-ON-27-193', 'MONON27193'],
    ['blanks between parts', '23:15', '23 : 15'],
    ['without blanks', '( 39 - 34 ) * 37', '(39-34)*37'],
    ['a stop for a colon', '23:15', '23.15'],
    ['h for a colon', '23:15', '23 h 15'],
    ['capitals', '5250 s', '5250 S'],
    ['brackets', '5250 s', '[5250 s]'],
    ['a label before', '5250 s', 'Answer: 5250 s']
  ])('%s', (form, output, expected) => expect(reshaped(form, output)).toBe(expected));

  test('are not made of long outputs, of JSON, or where nothing would change', () => {
    expect(reshaped('brackets', 'a'.repeat(41))).toBeNull();
    expect(reshaped('capitals', '{"unit":"s"}')).toBeNull();
    expect(reshaped('blanks for underscores', 'screen')).toBeNull();
    expect(
      inForm(
        [{ input: 'asked', output: '12' }],
        SURFACE_FORMS.find(({ form }) => form === 'h for a colon')!
      )
    ).toBe(null);
  });
});

describe.each(SHORT)('$name', ({ rows }) => {
  const all = rows('');

  test('has rows for benchmark and submission, all short and no two with one input', () => {
    expect(all.length).toBeGreaterThan(1500);
    expect(new Set(all.map(({ input }) => input)).size).toBe(all.length);
    expect(Math.max(...all.map(({ output }) => output.length))).toBeLessThanOrEqual(40);
  });

  test('has the same rows every time', () => expect(rows('')).toEqual(all));
});
