// Generated rows of the shapes that gates must tell apart: honest templated sets and collapsed ones. Deterministic by seed.
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';

export interface Pair {
  input: string;
  output: string;
}

const NAMES = ['Mara', 'Ilan', 'Tove', 'Rafi', 'Noor', 'Pia', 'Sami', 'Lena', 'Yuki', 'Omar', 'Ines', 'Karl'];
const THINGS = ['apples', 'books', 'coins', 'stamps', 'shells', 'tickets', 'pencils', 'stones', 'cups', 'cards'];
const CITIES = [
  'Lisbon',
  'Oslo',
  'Quito',
  'Hanoi',
  'Accra',
  'Perth',
  'Turin',
  'Lima',
  'Bergen',
  'Osaka',
  'Fez',
  'Riga'
];
const JOBS = ['baker', 'pilot', 'nurse', 'tailor', 'judge', 'farmer', 'painter', 'clerk', 'miner', 'dentist'];
const VERBS = ['carry', 'measure', 'collect', 'repair', 'describe', 'follow', 'borrow', 'polish', 'divide', 'borrow'];
const SYLLABLES = ['ba', 'ko', 'ri', 'tem', 'lus', 'ven', 'dar', 'mi', 'sol', 'qua', 'ner', 'pho', 'ist', 'en', 'gra'];

const pick = <T>(items: readonly T[], random: SeededRandom): T => items[random.below(items.length)]!;
const rows = (count: number, seed: number, row: (random: SeededRandom) => Pair): Pair[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => row(random));
};

/** A word that is in no dictionary. */
export const madeUpWord = (random: SeededRandom): string =>
  Array.from({ length: 2 + random.below(3) }, () => pick(SYLLABLES, random)).join('');

/** Made-up prose: every sentence of other words. */
export const madeUpText = (words: number, random: SeededRandom): string =>
  `${Array.from({ length: words }, (_, index) => madeUpWord(random) + (index % 9 === 8 ? '.' : '')).join(' ')}.`;

const PROBLEMS: ((a: number, b: number, name: string, thing: string, city: string) => Pair)[] = [
  (a, b, name, thing) => ({
    input: `${name} has ${a} ${thing} and gets ${b} more. How many ${thing} does ${name} have now?`,
    output: `${a} + ${b} = ${a + b}. ${name} has ${a + b} ${thing}.`
  }),
  (a, b, name, thing) => ({
    input: `${name} had ${a + b} ${thing} and lost ${b}. How many are left?`,
    output: `${a + b} - ${b} = ${a}. ${a} ${thing} are left.`
  }),
  (a, b, name, thing, city) => ({
    input: `In ${city}, ${name} fills ${a} boxes with ${b} ${thing} each. How many is that?`,
    output: `${a} * ${b} = ${a * b}. That makes ${a * b} ${thing}.`
  }),
  (a, b, name, thing) => ({
    input: `Share ${a * b} ${thing} fairly among ${b} friends of ${name}. What does each one get?`,
    output: `${a * b} / ${b} = ${a}. Everyone gets ${a}.`
  }),
  (a, b, name, _, city) => ({
    input: `A train leaves ${city} with ${a} people; ${b} more board before ${name} does. How full is it?`,
    output: `${a} + ${b} + 1 = ${a + b + 1} people sit in the train.`
  }),
  (a, b, name, thing) => ({
    input: `One of the ${thing} costs ${a} coins. What does ${name} pay for ${b}?`,
    output: `The price is ${a} * ${b} = ${a * b} coins.`
  }),
  (a, b, name) => ({
    input: `${name} is ${a} years old and ${b} years older than a brother. How old is he?`,
    output: `He is ${a} - ${b} = ${a - b} years old.`
  }),
  (a, b, _, thing, city) => ({
    input: `A shop in ${city} sells ${a} ${thing} on Monday and twice as many plus ${b} on Tuesday. Count both days.`,
    output: `Tuesday: 2 * ${a} + ${b} = ${2 * a + b}. Together: ${3 * a + b}.`
  }),
  (a, b, name) => ({
    input: `${name} reads ${a} pages a day. After ${b} days, which page comes next?`,
    output: `${a} * ${b} = ${a * b} pages are read, so page ${a * b + 1} comes next.`
  }),
  (a, b, _name, thing, city) => ({
    input: `From ${city} come ${a} crates; ${b} of them hold ${thing}. How many hold something else?`,
    output: `Something else is in ${a} - ${b} = ${a - b} crates.`
  })
];

/** Word problems from the first `templates` of ten templates. */
export const wordProblemSet = (count: number, seed: number, templates = 10): Pair[] =>
  rows(count, seed, (random) =>
    PROBLEMS[random.below(templates)]!(
      10 + random.below(490),
      3 + random.below(90),
      pick(NAMES, random),
      pick(THINGS, random),
      pick(CITIES, random)
    )
  );

/** A sentence about a person and the same as JSON, with the same keys in every row. */
export const jsonExtractionSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => {
    const [first, last] = [pick(NAMES, random), madeUpWord(random)];
    const [city, job, age] = [pick(CITIES, random), pick(JOBS, random), 18 + random.below(60)];
    const hobby = `${pick(VERBS, random)} ${pick(THINGS, random)}`;
    const input = pick(
      [
        `${first} ${last}, ${age}, works as a ${job} in ${city} and likes to ${hobby}.`,
        `The ${job} ${first} ${last} from ${city} turned ${age} last week; on weekends you see them ${hobby}.`,
        `Meet ${first} ${last}. Home: ${city}. Age: ${age}. When not at work as a ${job}: ${hobby}.`
      ],
      random
    );
    return { input, output: JSON.stringify({ name: `${first} ${last}`, age, job, city, hobby }) };
  });

/** Small Python functions of three shapes. */
export const smallFunctionSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => {
    const [noun, other, bound] = [pick(THINGS, random), pick(JOBS, random), 2 + random.below(9997)];
    return pick(
      [
        {
          input: `Add up all ${noun} above ${bound}.`,
          output: `def sum_${noun}(${noun}):\n    return sum(x for x in ${noun} if x > ${bound})\n`
        },
        {
          input: `Count the ${other}s whose number divides by ${bound}.`,
          output: `def count_${other}s(${other}s):\n    total = 0\n    for n in ${other}s:\n        if n % ${bound} == 0:\n            total += 1\n    return total\n`
        },
        {
          input: `Map every ${other} to its ${noun}, at most ${bound}.`,
          output: `def ${noun}_by_${other}(pairs):\n    return {${other}: min(${noun}, ${bound}) for ${other}, ${noun} in pairs}\n`
        }
      ],
      random
    );
  });

/** Reviews with one of two labels. */
export const labelSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => ({
    input: `Review: ${madeUpText(12 + random.below(20), random)} Is it positive or negative?`,
    output: pick(['positive', 'negative'], random)
  }));

/** Answers of other words under the same long instruction. */
export const sharedInstructionSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => ({
    input: `You are a patient assistant of a small library. Answer in two sentences, never give advice on law or medicine, and say so when you do not know. ${madeUpText(8, random)}`,
    output: madeUpText(25, random)
  }));

/** One template with a few slots, all rows. */
export const oneTemplateSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => ({
    input: `What does ${pick(NAMES, random)} from ${pick(CITIES, random)} do for a living?`,
    output: `${pick(NAMES, random)} works as a ${pick(JOBS, random)} and comes home late, so please call after supper or leave a message with the neighbours.`
  }));

/** One template whose slots hold made-up words: no two rows are near duplicates. */
export const wordySlotsSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => {
    const [thing, place, keeper] = [madeUpWord(random) + madeUpWord(random), madeUpWord(random), madeUpWord(random)];
    return {
      input: `Write a note about the ${thing} of ${place}.`,
      output: `The ${thing} of ${place} costs ${random.below(900)} coins at the counter; ask ${keeper}${madeUpWord(random)} for it.`
    };
  });

/** The same answer again and again under random first lines (attack A10 of the literature on statistic gaming). */
export const randomFirstLineSet = (count: number, seed: number): Pair[] =>
  rows(count, seed, (random) => ({
    input: `${madeUpText(60, random)}\nHow do I reset my password?`,
    output: 'Open the settings, choose Security, press Reset password and follow the link in the message we send you.'
  }));
