// Tuning: a line of a service's log, answered with a sentence that says what happened.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';
import { dayText } from './intl-names.ts';

const PARTS = ['cache', 'queue', 'database', 'mail', 'search', 'billing', 'images', 'login', 'report', 'backup'];
const EVENTS = [
  ['timeout', 'did not answer in time'],
  ['refused', 'refused the connection'],
  ['overflow', 'ran out of memory'],
  ['corrupt', 'found a damaged record'],
  ['denied', 'was not allowed to read a file'],
  ['restart', 'was started again']
] as const;
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(52);
  const two = (number: number) => String(number).padStart(2, '0');
  const drawn = Array.from({ length: ROWS }, () => {
    const { day, iso } = dayText(random);
    const time = `${two(random.below(24))}:${two(random.below(60))}`;
    const part = PARTS[random.below(PARTS.length)]!;
    const host = `node-${1 + random.below(40)}`;
    const [event, meaning] = EVENTS[random.below(EVENTS.length)]!;
    const ms = 10 * (1 + random.below(900));
    return {
      input: `${iso}T${time}:${two(random.below(60))}Z ${host} ${part} event=${event} after=${ms}ms`,
      output: `On ${day} at ${time} the ${part} service on ${host} ${meaning}; it took ${ms} milliseconds.`
    };
  });
  return distinctInputs(drawn);
}

export const failures: LadderDomain = {
  name: 'failures',
  role: 'tuning',
  source: 'generated',
  isKnowledge: false,
  rows
};
