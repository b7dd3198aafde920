// What each gate of a program is called on every page.

export const GATE_NAMES: Readonly<Record<string, string>> = {
  review: 'Review',
  run: 'Runs to its end',
  'same-output': 'The same output again',
  conversations: 'Readable conversations',
  'conversation-count': 'Number of conversations'
};
