// Conversations on small broken functions in Python, drawn by a seed: every value in them is computed, none is made up.
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';

interface Kind {
  name: string;
  /** What it has to do. */
  purpose: string;
  right: string;
  wrong: string;
  why: string;
  /** Arguments as Python, what comes out, what should. */
  example: (random: SeededRandom) => { call: string; found: string; expected: string };
}

const list = (random: SeededRandom, length: number, draw: () => number) =>
  Array.from({ length: length + random.below(3) }, draw);
const shown = (values: readonly (number | string)[]) => `[${values.join(', ')}]`;

const KINDS: Kind[] = [
  {
    name: 'largest',
    purpose: 'returns the largest number of a list',
    right:
      '    best = ITEMS[0]\n    for ITEM in ITEMS:\n        if ITEM > best:\n            best = ITEM\n    return best',
    wrong: '    best = 0\n    for ITEM in ITEMS:\n        if ITEM > best:\n            best = ITEM\n    return best',
    why: 'best begins at 0, so a list of negative numbers never replaces it; beginning with the first item cures that',
    example: (random) => {
      const items = list(random, 3, () => -1 - random.below(90));
      return { call: shown(items), found: '0', expected: String(Math.max(...items)) };
    }
  },
  {
    name: 'mean',
    purpose: 'gives the average of some measurements',
    right: '    if not ITEMS:\n        return None\n    return sum(ITEMS) / len(ITEMS)',
    wrong: '    return sum(ITEMS) // len(ITEMS)',
    why: 'the double slash rounds down and an empty list divides by zero, so a true division behind a guard is needed',
    example: (random) => {
      const items = list(random, 2, () => random.below(40)).concat([1, 2, 2].slice(0, 1 + random.below(3)));
      const sum = items.reduce((total, item) => total + item, 0);
      return {
        call: shown(items),
        found: String(Math.floor(sum / items.length)),
        // As Python writes it: a true division gives no whole number.
        expected: sum % items.length === 0 ? `${sum / items.length}.0` : String(sum / items.length)
      };
    }
  },
  {
    name: 'initials',
    purpose: 'joins the first letters of the words of a title',
    right: "    return ''.join(ITEM[0].upper() for ITEM in ITEMS.split())",
    wrong: "    return ''.join(ITEM[0] for ITEM in ITEMS.split(' '))",
    why: 'two blanks in a row leave an empty word whose first letter does not exist, and lower case stays as it is',
    example: (random) => {
      const words = Array.from({ length: 2 + random.below(3) }, () => word(random));
      return {
        call: `'${words.join('  ')}'`,
        found: 'IndexError: string index out of range',
        expected: `'${words.map((one) => one[0]!.toUpperCase()).join('')}'`
      };
    }
  },
  {
    name: 'dedupe',
    purpose: 'drops repeated entries and keeps the order',
    right: '    seen = set()\n    return [ITEM for ITEM in ITEMS if not (ITEM in seen or seen.add(ITEM))]',
    wrong: '    return sorted(set(ITEMS))',
    why: 'a set forgets in which order entries came and sorting makes up another, so the first places have to be remembered',
    example: (random) => {
      const items = list(random, 4, () => random.below(9)).concat(9 - random.below(3), 1);
      return {
        call: shown(items),
        found: shown([...new Set(items)].sort((one, other) => one - other)),
        expected: shown([...new Set(items)])
      };
    }
  },
  {
    name: 'countdown',
    purpose: 'lists the numbers from a start down to one',
    right: '    return list(range(ITEMS, 0, -1))',
    wrong: '    return list(range(ITEMS, 1, -1))',
    why: 'the end of a range is left out, so it has to be zero for one to be the last number',
    example: (random) => {
      const start = 3 + random.below(9);
      const numbers = Array.from({ length: start }, (_, index) => start - index);
      return { call: String(start), found: shown(numbers.slice(0, -1)), expected: shown(numbers) };
    }
  },
  {
    name: 'parse_pairs',
    purpose: 'reads settings of the form key=value from lines',
    right: "    return dict(ITEM.split('=', 1) for ITEM in ITEMS.splitlines() if '=' in ITEM)",
    wrong: "    return dict(ITEM.split('=') for ITEM in ITEMS.splitlines())",
    why: 'a value with an equals sign of its own splits into three parts, so the split must stop after the first sign',
    example: (random) => {
      const [key, value, number] = [word(random), word(random), random.below(90)];
      return {
        call: `'${key}=${value}=${number}'`,
        found: 'ValueError: dictionary update sequence element #0 has length 3; 2 is required',
        expected: `{'${key}': '${value}=${number}'}`
      };
    }
  },
  {
    name: 'is_leap',
    purpose: 'says whether a year has 366 days',
    right: '    return ITEMS % 4 == 0 and (ITEMS % 100 != 0 or ITEMS % 400 == 0)',
    wrong: '    return ITEMS % 4 == 0',
    why: 'full centuries are no leap years unless four hundred divides them, which the condition leaves out',
    example: (random) => {
      const year = [1700, 1800, 1900, 2100, 2200, 2300, 2500, 2600, 2700][random.below(9)]!;
      return { call: String(year), found: 'True', expected: 'False' };
    }
  },
  {
    name: 'rotate',
    purpose: 'moves the front of a list to its back',
    right: '    if not ITEMS:\n        return []\n    cut = places % len(ITEMS)\n    return ITEMS[cut:] + ITEMS[:cut]',
    wrong: '    return ITEMS[places:] + ITEMS[:places]',
    why: 'more places than entries slice past the end, so the count is taken modulo the length first',
    example: (random) => {
      const items = list(random, 3, () => random.below(60));
      const places = items.length + 1 + random.below(items.length - 1);
      const cut = places % items.length;
      return {
        call: `${shown(items)}, places=${places}`,
        found: shown(items),
        expected: shown([...items.slice(cut), ...items.slice(0, cut)])
      };
    }
  }
];

const SYLLABLES = ['ba', 'ko', 'ri', 'ta', 'mel', 'son', 'du', 'vi', 'pra', 'len', 'os', 'gar', 'nu', 'tis', 'fe'];
const word = (random: SeededRandom): string =>
  Array.from({ length: 2 + random.below(2) }, () => SYLLABLES[random.below(SYLLABLES.length)]!).join('');
const pick = <Item>(random: SeededRandom, items: readonly Item[]): Item => items[random.below(items.length)]!;

const TOOLS = [
  {
    name: 'read_file',
    description: 'Shows a file.',
    parameters: {
      type: 'object',
      properties: { path: { type: 'string' } },
      required: ['path'],
      additionalProperties: false
    }
  },
  {
    name: 'run_python',
    description: 'Evaluates an expression.',
    parameters: {
      type: 'object',
      properties: { expression: { type: 'string' }, module: { type: 'string' } },
      required: ['expression', 'module'],
      additionalProperties: false
    }
  }
];

/** A row of the output of a harness. */
export function repairConversation(index: number, random: SeededRandom): HarnessRow {
  const kind = pick(random, KINDS);
  const module = `${word(random)}_${pick(random, ['tools', 'helpers', 'report', 'stats', 'core'])}`;
  const name = `${kind.name}_${word(random)}`;
  const items = `${word(random)}s`;
  const item = items.slice(0, -1);
  const source = (body: string) =>
    `def ${name}(${items}${kind.name === 'rotate' ? ', places=1' : ''}):\n${body.replaceAll('ITEMS', items).replaceAll('ITEM', item)}`;
  const { call, found, expected } = kind.example(random);
  const expression = `${name}(${call})`;
  const complaint = pick(random, [
    `${name} in ${module}.py ${kind.purpose}, or should: ${expression} came out as ${found} where I expected ${expected}.`,
    `Please look at ${module}.py. Its function ${name} ${kind.purpose}. With ${call} I get ${found} instead of ${expected}.`,
    `Our nightly job stopped at ${expression}. It must be ${expected} and is ${found}. The code lies in ${module}.py and ${kind.purpose}.`
  ]);
  return {
    id: `repair-${index}`,
    task: {
      type: pick(random, ['bug_fix', 'debugging', 'review']),
      difficulty: pick(random, ['easy', 'medium', 'hard']),
      prompt: `Repair ${name} so that it ${kind.purpose}.`
    },
    tools: TOOLS,
    messages: [
      { role: 'system', content: 'You repair small Python programs with the tools you have.' },
      { role: 'user', content: complaint },
      {
        role: 'assistant',
        content: pick(random, [
          `First I read ${module}.py.`,
          `Let me see what ${name} does.`,
          `I will open the module that holds ${name}.`
        ]),
        reasoning: `The report names ${name} and the call with ${call}, so the source in ${module}.py has to be read before anything is changed.`,
        tool_calls: [{ name: 'read_file', arguments: { path: `${module}.py` } }]
      },
      { role: 'tool', name: 'read_file', content: source(kind.wrong) },
      {
        role: 'assistant',
        content: pick(random, [
          'I try the call that was reported.',
          `Does ${expression} really fail?`,
          'Now the example of the report.'
        ]),
        reasoning: `In the body of ${name} I read: ${kind.why}. Running the example should show ${found}.`,
        tool_calls: [{ name: 'run_python', arguments: { expression, module } }]
      },
      { role: 'tool', name: 'run_python', content: found },
      {
        role: 'assistant',
        content: `${name} gave ${found} because ${kind.why}. The corrected function returns ${expected} for ${call}.`,
        reasoning: `The run gave ${found}, as reported. Since ${kind.why}, the body becomes ${source(kind.right).split('\n').slice(1).join(' ').trim()}, and ${expression} is ${expected}.`
      }
    ],
    final: { answer: source(kind.right), tests: [`assert repr(${expression}) == ${JSON.stringify(expected)}`] },
    metadata: { benchmark_tags: ['debug', kind.name] }
  };
}

export function repairConversations(count: number, seed: number): HarnessRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => repairConversation(index, random));
}
