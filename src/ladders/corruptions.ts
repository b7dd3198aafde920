// The ways in which rows are spoilt, each by a share of the rows, so that the order of what comes out is known beforehand.
import { mistype, replaceEach, shuffleOutputs } from '#lib/core/lift/spoil-rows.ts';
import type { SeededRandom } from '#lib/core/model/seeded-random.ts';
import type { LadderDomain, LadderRow } from './ladder-domain.ts';

/** What a corruption may draw from. */
export interface Ingredients {
  domain: LadderDomain;
  /** Rows of the same domain that stand in neither the submission nor the benchmark. */
  benchmark: readonly LadderRow[];
  /** Rows of another domain. */
  offDomain: readonly LadderRow[];
  /** Text that the reference model was pretrained on. */
  baseTexts: readonly string[];
  random: SeededRandom;
}

export interface Corruption {
  family: string;
  /** Rows that are worth nothing whatever their share: every grade is expected at 0 or below half of clean. */
  isAttack: boolean;
  /** The rows at `chosen` replaced; null where the domain cannot be spoilt so. */
  spoil: (rows: readonly LadderRow[], chosen: readonly number[], ingredients: Ingredients) => LadderRow[] | null;
}

const NOISE_SHARE = 0.3;
/** Characters that careless typing gets wrong. */
const CARELESS_SHARE = 0.1;

const randomText = (length: number, random: SeededRandom) =>
  Array.from({ length }, () => String.fromCharCode(33 + random.below(94))).join('');

const noisy = (text: string, random: SeededRandom, share = NOISE_SHARE) => mistype(text, share, random);

/** All rows with this share of their characters mistyped. */
export const withTypos = (rows: readonly LadderRow[], share: number, random: SeededRandom): LadderRow[] =>
  rows.map(({ input, output }) => ({ input: noisy(input, random, share), output: noisy(output, random, share) }));

/** The same row to a reader, another one to a comparison of bytes. */
const disguised = ({ input, output }: LadderRow, random: SeededRandom): LadderRow =>
  [
    { input: input.toUpperCase(), output },
    { input: ` ${input.replaceAll(' ', '  ')}`, output: `${output} ` },
    { input: input.normalize('NFD'), output: output.toLowerCase() }
  ][random.below(3)]!;

export const CORRUPTIONS: readonly Corruption[] = [
  {
    family: 'shuffled pairs',
    isAttack: false,
    spoil: (rows, chosen) => shuffleOutputs(rows, chosen)
  },
  {
    family: 'character noise',
    isAttack: false,
    spoil: (rows, chosen, { random }) =>
      replaceEach(rows, chosen, ({ input, output }) => ({ input: noisy(input, random), output: noisy(output, random) }))
  },
  {
    family: 'duplicates',
    isAttack: false,
    spoil: (rows, chosen, { random }) => {
      const kept = rows.filter((_, row) => !chosen.includes(row));
      const models = kept.length > 0 ? kept : rows.slice(0, 4);
      return replaceEach(rows, chosen, () => disguised(models[random.below(models.length)]!, random));
    }
  },
  {
    family: 'one template',
    isAttack: false,
    spoil: (rows, chosen, { random }) =>
      replaceEach(rows, chosen, () => ({
        ...rows[0]!,
        input: `${rows[0]!.input} (variant ${10_000 + random.below(90_000)})`
      }))
  },
  {
    family: 'off domain',
    isAttack: false,
    spoil: (rows, chosen, { offDomain }) =>
      replaceEach(rows, chosen, (_, place) => offDomain[place % offDomain.length]!)
  },
  {
    family: 'random characters',
    isAttack: false,
    spoil: (rows, chosen, { random }) =>
      replaceEach(rows, chosen, ({ input, output }) => ({
        input: randomText(input.length, random),
        output: randomText(output.length, random)
      }))
  },
  {
    family: 'empty outputs',
    isAttack: false,
    spoil: (rows, chosen) => replaceEach(rows, chosen, (row) => ({ ...row, output: ' ' }))
  },
  {
    family: 'copies of the base corpus',
    isAttack: false,
    spoil: (rows, chosen, { baseTexts }) =>
      replaceEach(rows, chosen, (_, place) => {
        const text = baseTexts[place % baseTexts.length]!;
        return { input: text.slice(0, 120), output: text.slice(120, 400) };
      })
  },
  {
    family: 'mixture',
    isAttack: false,
    spoil: (rows, chosen, { random, offDomain }) =>
      replaceEach(rows, chosen, (row, place) => {
        const other = rows[chosen[(place + 1) % chosen.length]!]!;
        return [
          { ...row, output: other.output },
          { input: noisy(row.input, random), output: noisy(row.output, random) },
          offDomain[place % offDomain.length]!,
          { ...row, output: randomText(row.output.length, random) }
        ][place % 4]!;
      })
  },
  {
    // What careless work looks like: of the chosen rows a third is mistyped, a third cut in half, a third has another's output.
    family: 'mixed quality',
    isAttack: false,
    spoil: (rows, chosen, { random }) =>
      replaceEach(rows, chosen, (row, place) => {
        const other = rows[chosen[(place + 1) % chosen.length]!]!;
        return [
          { input: noisy(row.input, random, CARELESS_SHARE), output: noisy(row.output, random, CARELESS_SHARE) },
          { ...row, output: row.output.slice(0, Math.ceil(row.output.length / 2)) },
          { ...row, output: other.output }
        ][place % 3]!;
      })
  },
  {
    // Rows that pair well and teach nothing, to pay for rows of the domain that do not pair.
    family: 'off domain beside shuffled pairs',
    isAttack: false,
    spoil: (rows, chosen, { offDomain }) =>
      replaceEach(rows, chosen, (row, place) =>
        place % 2 === 0
          ? offDomain[place % offDomain.length]!
          : { ...row, output: rows[chosen[(place + 2) % chosen.length]!]!.output }
      )
  },
  {
    family: 'leaked benchmark',
    isAttack: true,
    spoil: (rows, chosen, { benchmark }) =>
      replaceEach(rows, chosen, (_, place) => benchmark[place % benchmark.length]!)
  },
  {
    family: 'wrong facts',
    isAttack: false,
    spoil: (rows, chosen, { domain: { wrongOutput }, random }) =>
      wrongOutput ? replaceEach(rows, chosen, (row) => ({ ...row, output: wrongOutput(row, random) })) : null
  }
];
