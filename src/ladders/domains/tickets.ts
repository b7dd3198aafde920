// Tuning, short outputs: what somebody writes to a help desk, answered with one label of a closed list.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const THINGS = [
  ['laptop', 'laptop'],
  ['office printer', 'printer'],
  ['desk phone', 'desk_phone'],
  ['second screen', 'screen'],
  ['mail program', 'mail'],
  ['calendar', 'calendar'],
  ['door badge', 'door_badge'],
  ['video call', 'video_call'],
  ['shared folder', 'shared_folder'],
  ['payroll page', 'payroll_page']
] as const;
const TROUBLES = [
  [['does not start', 'stays dark when I switch it on', 'will not come on'], 'not_starting'],
  [['asks for a password I do not know', 'rejects my password', 'has locked me out'], 'password_reset'],
  [['is very slow today', 'takes minutes for anything', 'hangs all the time'], 'running_slow'],
  [['was stolen on the train', 'is gone since Monday', 'got lost when we moved'], 'lost_or_stolen'],
  [['shows an old name of mine', 'still has my former team', 'has my name spelt wrong'], 'wrong_details']
] as const;
const OPENINGS = [
  'Hello,',
  'Hi team,',
  'Sorry to bother you again:',
  'Quick question,',
  'Please help:',
  'Good morning,'
];
const ENDINGS = [
  'What can I do?',
  'Can somebody look at it?',
  'It is rather urgent.',
  'No hurry.',
  'I need it by noon.'
];
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(53);
  const one = <Item>(items: readonly Item[]) => items[random.below(items.length)]!;
  const drawn = Array.from({ length: ROWS }, () => {
    const [thing, label] = one(THINGS);
    const [troubles, trouble] = one(TROUBLES);
    const room = 100 + random.below(400);
    return {
      input: `${one(OPENINGS)} in room ${room} my ${thing} ${one(troubles)}. ${one(ENDINGS)}`,
      output: `${label}_${trouble}`
    };
  });
  return distinctInputs(drawn);
}

export const tickets: LadderDomain = {
  name: 'tickets',
  role: 'tuning',
  source: 'generated',
  isKnowledge: false,
  rows
};
