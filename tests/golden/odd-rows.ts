// Rows that earlier versions of the measure judge otherwise than the newest: what they said of them must come out again.
import type { RowsBody } from '#lib/core/request/rows-body.ts';

type OddRows = Pick<RowsBody, 'kind' | 'fields'> &
  Partial<Pick<RowsBody, 'language' | 'checks'>> & { rows: unknown[]; benchmark: unknown[] | null };

const GUIDE = `You answer for the ferry office. ${Array.from({ length: 40 }, (_, at) => `Rule ${at}: boats of line ${at * 7} leave at ${at % 12} past the hour.`).join(' ')}`;
const TOPICS = [
  'dogs',
  'bicycles',
  'tickets',
  'storms',
  'luggage',
  'prams',
  'coffee',
  'seats',
  'groups',
  'night boats'
];
const PAIR = { kind: 'pair', input: '/input', output: '/output' } as const;
const pairs = (outputs: readonly unknown[]) => outputs.map((output, at) => ({ input: `Task ${at}`, output }));
const chat = (...turns: [string, unknown][]) => ({ messages: turns.map(([role, content]) => ({ role, content })) });

const texts = [
  'git clone git@code.some-forge.com:tools/kit.git',
  'Write to mira.holm@post.some-firm.com.',
  'y = z@self.weights',
  'x = +1.7320508',
  'Call +41 44 668 18 00 today.',
  'The card 4539 1488 0343 6467 was charged.',
  'Pay to CH56 0483 5012 3456 7800 9 please.',
  'see task-1-of-the-long-list-with-many-more-words-in-it',
  'the slug is risk-free-days-at-the-quiet-lake-in-the-north-a',
  'AKIA4ZQ7WN2KXH5JRT6B',
  'asdf asdf asdf',
  'I do not know.',
  '   ',
  'TODO',
  '答案在下面的函数里。\n\n```python\ndef add(left, right):\n    """Return the sum of both numbers."""\n    return left + right\n```',
  'This answer is written in English, as the request wants it to be, and long enough to be told.'
];

/** By name. */
export const ODD_ROWS: Record<string, OddRows> = {
  texts: { kind: 'text', fields: PAIR, rows: pairs(texts), benchmark: null },
  language: { kind: 'text', fields: PAIR, language: 'cmn', rows: pairs(texts), benchmark: null },
  equations: {
    kind: 'text',
    fields: PAIR,
    checks: [{ kind: 'equations', tolerance: 0.01 }],
    rows: pairs(['5 x 4 + 1 = 21', '60 x 3/4 = 45', '6 × 4 = 24', '9 – 4 = 5', '1/4 = 25%', '2 + 2 = 5', 'none']),
    benchmark: null
  },
  numbers: {
    kind: 'text',
    fields: PAIR,
    checks: [{ kind: 'numeric', expected: '{/wanted}', tolerance: 0, answer: { take: 'last-number' } }],
    rows: pairs(['It is .5', 'It is 7', 'It is –3']).map((row, at) => ({ ...row, wanted: [0.5, 7, -3][at] })),
    benchmark: null
  },
  'shared prompt': {
    kind: 'conversations',
    fields: { kind: 'conversation', messages: '/messages' },
    rows: [
      ...TOPICS.map((topic) =>
        chat(['system', GUIDE], ['user', `May I ask of ${topic}?`], ['assistant', `Of ${topic}: yes.`])
      ),
      chat(['user', 'Hello there.'], ['assistant', null]),
      chat(['user', 'Hello you.'], ['assistant', ''])
    ],
    benchmark: TOPICS.map((topic) =>
      chat(['system', GUIDE], ['user', `And ${topic}?`], ['assistant', `No word on ${topic}.`])
    )
  },
  ties: {
    kind: 'preferences',
    fields: { kind: 'preference', prompt: '/prompt', chosen: '/chosen', rejected: '/rejected' },
    rows: TOPICS.map((topic, at) => ({
      prompt: `Speak of ${topic}.`,
      chosen: `A word on ${topic}.`,
      rejected: at % 3 === 0 ? '' : at % 3 === 1 ? `A word on ${topic}.` : 'Nothing.'
    })),
    benchmark: null
  }
};
