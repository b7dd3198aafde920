// Tuning, short outputs: a time of day in words, answered with the digits of a clock.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const HOURS = 'twelve one two three four five six seven eight nine ten eleven'.split(' ');
const MINUTES = ['', 'five', 'ten', 'a quarter', 'twenty', 'twenty-five', 'half'];
const ROWS = 2000;
const EVENTS = ['train', 'bus', 'ferry', 'lecture', 'concert', 'meeting', 'film', 'flight', 'tour', 'game'];
const VERBS = ['leaves at', 'begins at', 'ends at', 'was moved to', 'is now at'];

function spoken(hour: number, minute: number): string {
  const name = (of: number) => HOURS[of % 12]!;
  if (minute === 0) return `${name(hour)} o'clock`;
  return minute <= 30
    ? `${MINUTES[minute / 5]!} past ${name(hour)}`
    : `${MINUTES[(60 - minute) / 5]!} to ${name(hour + 1)}`;
}

function rows(): LadderRow[] {
  const random = seededRandom(56);
  const two = (number: number) => String(number).padStart(2, '0');
  const drawn = Array.from({ length: ROWS }, () => {
    const [hour, minute] = [random.below(24), 5 * random.below(12)];
    const part = hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening';
    const event = EVENTS[random.below(EVENTS.length)]!;
    const number = 1 + random.below(60);
    return {
      input: `The ${event} ${number} ${VERBS[random.below(VERBS.length)]!} ${spoken(hour, minute)} ${part}.`,
      output: `${two(hour)}:${two(minute)}`
    };
  });
  return distinctInputs(drawn);
}

export const clockTimes: LadderDomain = {
  name: 'clock times',
  role: 'tuning',
  source: 'generated',
  isKnowledge: false,
  rows
};
