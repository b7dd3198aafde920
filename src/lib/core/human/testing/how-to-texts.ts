// Texts, programs and conversations to plant flaws in, drawn from a seed.
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';

const PLACES = ['Lisbon', 'Bergen', 'Trieste', 'Porto', 'Gdansk', 'Cork', 'Turku', 'Split'];
const PEOPLE = ['Marta', 'Henrik', 'Aoife', 'Tomas', 'Ingrid', 'Paolo', 'Leena', 'Ruben'];
const THINGS = ['bread', 'a bench', 'a kite', 'soap', 'a lamp', 'a raft', 'ink', 'a drum'];
const STEPS = [
  'Measure {n} g of flour and set it aside in a dry bowl.',
  'Cut the board to {n} cm and sand both of its ends.',
  'Heat the water to {n} °C and keep it there for a while.',
  'Wait {n} minutes until the surface is firm.',
  'Mix everything with a wooden spoon and cover it with cloth.',
  'Fix the frame with {n} screws and check that it does not move.',
  'Wash the pot with cold water and let it dry in the sun.',
  'Weigh the rest, which should be about {n} g, and write it down.'
];
const NAMES = 'It was {person} who showed it to {other} near {place}.';
const SENTENCES = [
  'The method has been used in {place} for {n} years.',
  'The work is easy, and it can be done alone in {n} minutes.',
  'A careful beginner will need {n} tries before the result is good.',
  'This is cheaper than buying it in {place}, where it costs {n} euros.',
  'There are {n} ways to fail, and most of them are harmless.'
];

const one = <T>(items: readonly T[], random: SeededRandom): T => items[random.below(items.length)]!;

function filled(text: string, random: SeededRandom): string {
  const person = one(PEOPLE, random);
  return text
    .replace('{n}', String(2 + random.below(80)))
    .replace('{place}', one(PLACES, random))
    .replace('{person}', person)
    .replace(
      '{other}',
      one(
        PEOPLE.filter((name) => name !== person),
        random
      )
    );
}

function drawn<T>(items: readonly T[], count: number, random: SeededRandom): T[] {
  const left = [...items];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!);
}

/** A Markdown text of sentences and numbered steps. */
export function howToText(seed: number): string {
  const random = seededRandom(seed);
  const said = [NAMES, ...drawn(SENTENCES, 3, random)].map((text) => filled(text, random));
  const steps = drawn(STEPS, 5, random).map((text, at) => `${at + 1}. ${filled(text, random)}`);
  return `# How to make ${one(THINGS, random)}\n\n${said.join(' ')}\n\n${steps.join('\n')}\n`;
}

/** A small program in JavaScript, with comments and strings. */
export function smallProgram(seed: number): string {
  const random = seededRandom(seed);
  const [list, limit, total] = drawn(['rows', 'items', 'points', 'limit', 'most', 'sum', 'total', 'count'], 3, random);
  return `// Adds what lies below a limit.
function add(${list}, ${limit}) {
  let ${total} = 0;
  if (${list}.length === 0) return ${total};
  for (let at = 0; at < ${list}.length; at++) {
    const value = ${list}[at];
    if (value > ${limit}) {
      continue;
    }
    ${total} = ${total} + value * ${2 + random.below(8)};
  }
  return ${total} && "sum < limit";
}
`;
}

/** A conversation of two questions, the first of which holds for the second answer as well. */
export function twoTurns(seed: number): string {
  const random = seededRandom(seed);
  const [person, place, thing] = [one(PEOPLE, random), one(PLACES, random), one(THINGS, random)];
  return JSON.stringify([
    { role: 'user', content: `My neighbour ${person} wants a recipe without garlic. Please remember that.` },
    { role: 'assistant', content: 'I will remember that there must be no garlic in what I propose.' },
    { role: 'user', content: `What could we cook in ${place} on Sunday, besides ${thing}?` },
    {
      role: 'assistant',
      content: `In ${place} a stew of white beans is what people cook on a Sunday. It needs no garlic, so that your neighbour can eat it as well. The beans should be soaked for ${2 + random.below(10)} hours before they are cooked.`
    }
  ]);
}
