// False alarms of every gate on real text, and what the gates find of planted texts.
import { findEquations } from '#lib/core/checks/equations.ts';
import { nearlyEqual } from '#lib/core/checks/take-answer.ts';
import type { GateResult } from '#lib/core/gate/gate-result.ts';
import { checkDataset } from '#lib/core/quality/check-dataset.ts';
import { findPersonalDatum } from '#lib/core/quality/find-personal-data.ts';
import { findSecret } from '#lib/core/quality/find-secrets.ts';
import type { Fingerprints } from '#lib/core/quality/fingerprints.ts';
import type { GateName } from '#lib/core/quality/gate-name.ts';
import { normaliseText } from '#lib/core/quality/normalise-text.ts';
import { gate, jsonl, PAIR_REQUEST } from '#lib/core/quality/testing/pair-request.ts';
import { hashOf, type RealRow } from './gather-real-rows.ts';
import { PLANTED } from './planted-rows.ts';
import { REAL_ADDRESSES } from './real-addresses.ts';

export interface GateAlarms {
  gate: string;
  /** Rows that the gate looked at, and that it objected to. */
  rows: number;
  alarms: number;
  /** Of those, the ones without a reason. */
  falseAlarms: number;
  /** Share of planted texts that it finds; null where none are planted. */
  recall: number | null;
}

const SPEC = { ...PAIR_REQUEST, schema: { type: 'object' }, rows: { min: 1, max: 200_000 }, maxBytes: 64_000_000 };
/** A row is really like another one from so much of their shingles in common, counted exactly. */
const REALLY_ALIKE = 0.7;
/** Parts of twenty, by the hash of a row's text. */
const PARTS = 20;
const LICENCE_TEXT =
  /permission (?:is hereby granted|to use, copy)|licensed under|license(?:d)? |apache license|redistribution and use|without warrant|all rights reserved|copyright/i;

const partOf = ({ output }: RealRow): number => Number.parseInt(hashOf(output).slice(0, 6), 16) % PARTS;
const texts = (rows: readonly RealRow[]) => jsonl(rows.map(({ input, output }) => ({ input, output })));

export async function measureAlarms(rows: readonly RealRow[], fingerprints?: Fingerprints): Promise<GateAlarms[]> {
  const [hidden, earlier, data] = [0, 1, 2].map((part) => rows.filter((row) => Math.min(2, partOf(row)) === part)) as [
    RealRow[],
    RealRow[],
    RealRow[]
  ];
  const checked = await checkDataset({
    spec: SPEC,
    data: texts(data),
    benchmark: texts(hidden),
    earlier: [texts(earlier)],
    fingerprints
  });
  const prose = data.filter(({ kind }) => kind === 'readme' || kind === 'changelog');
  const recall = await recalls(data, hidden);
  const alarm = (name: GateName, of: RealRow[], lines: number[], isTrue: (row: RealRow) => boolean): GateAlarms => ({
    gate: name,
    rows: of.length,
    alarms: lines.length,
    falseAlarms: lines.filter((line) => !isTrue(of[line - 1]!)).length,
    recall: recall[name] ?? null
  });
  const never = () => false;
  const copied = alikeTo([...data, ...earlier], REALLY_ALIKE);
  const given = alikeTo(hidden, REALLY_ALIKE);
  const lines = async (name: GateName, of: RealRow[], more: object = {}) =>
    linesOf(name, of, {
      spec: { ...SPEC, ...more },
      benchmark: texts(hidden),
      fingerprints,
      earlier: [texts(earlier)]
    });
  const count = (name: GateName) => gate(checked, name).leftOut;
  const whole = (name: GateName): GateAlarms => ({
    gate: name,
    rows: data.length,
    alarms: count(name),
    falseAlarms: count(name),
    recall: recall[name] ?? null
  });
  const wrong = rows.flatMap((row, at) => (statesWrong(row.output) ? [at + 1] : []));
  return [
    whole('exact-duplicates'),
    alarm('near-duplicates', data, await lines('near-duplicates', data), (row) => copied(row)),
    alarm('earlier-submissions', data, await lines('earlier-submissions', data), (row) => copied(row)),
    whole('template-collapse'),
    ...(fingerprints === undefined
      ? []
      : [alarm('public-copies', data, await lines('public-copies', data), ({ output }) => LICENCE_TEXT.test(output))]),
    alarm('benchmark-overlap', data, await overlapLines(data, hidden), (row) => given(row)),
    whole('empty-outputs'),
    alarm('filler-outputs', data, await lines('filler-outputs', data), never),
    alarm('language', prose, await linesOf('language', prose, { spec: { ...SPEC, language: 'eng' } }), isForeign),
    { ...alarm('wrong-answers', [...rows], wrong, never), recall: share(PLANTED.equations, statesWrong) },
    { ...alarm('secrets', [...rows], found(rows, findSecret), never), recall: share(PLANTED.keys, isSecret) },
    {
      ...alarm('personal-data', [...rows], found(rows, findPersonalDatum), isRealPerson),
      recall: Math.min(
        ...[PLANTED.eMails, PLANTED.phones, PLANTED.cards, PLANTED.ibans].map((of) => share(of, isPersonal))
      )
    }
  ];
}

const share = (of: readonly string[], holds: (text: string) => boolean): number => of.filter(holds).length / of.length;
const isSecret = (text: string) => findSecret(text) !== null;
const isPersonal = (text: string) => findPersonalDatum(text) !== null;
const statesWrong = (text: string) =>
  findEquations(text).some(({ left, right, rounding }) => !nearlyEqual(left, right, rounding));
const found = (rows: readonly RealRow[], find: (text: string) => unknown): number[] =>
  rows.flatMap(({ input, output }, at) => ((find(input) ?? find(output)) ? [at + 1] : []));

/** Addresses that were looked at one by one and are people's. */
const isRealPerson = ({ input, output }: RealRow): boolean => {
  const datum = findPersonalDatum(input) ?? findPersonalDatum(output);
  return datum !== null && REAL_ADDRESSES.has(hashOf(datum.value));
};

/** Mostly letters that English does not have. */
const isForeign = ({ output }: RealRow): boolean => {
  const letters = output.match(/\p{L}/gu) ?? [];
  const code = output.replace(/```[\s\S]*?(?:```|$)|`[^`]*`|https?:\S+|<[^>]*>/g, '');
  const foreign =
    code.match(
      /[\p{Script=Han}\p{Script=Cyrillic}\p{Script=Hangul}\p{Script=Kana}\p{Script=Arabic}\p{Script=Thai}]/gu
    ) ?? [];
  return foreign.length > 0.1 * letters.length;
};

/** Every line that a gate objects to: in pieces, since a result lists no more than fifty. */
async function linesOf(
  name: GateName,
  rows: RealRow[],
  more: Partial<Parameters<typeof checkDataset>[0]>
): Promise<number[]> {
  const checked = await checkDataset({ spec: SPEC, benchmark: null, ...more, data: texts(rows) }, {});
  const result = gate(checked, name);
  if (result.leftOut === result.findings.length) return result.findings.map(({ line }) => line);
  return allLines(result, rows, name, more);
}

/** Of gates with more than fifty findings: rows are taken away until the next fifty show. */
async function allLines(
  first: GateResult,
  rows: RealRow[],
  name: GateName,
  more: Partial<Parameters<typeof checkDataset>[0]>
): Promise<number[]> {
  const lines: number[] = [];
  let left = rows.map((row, at) => ({ row, line: at + 1 }));
  for (let result = first; result.findings.length > 0;) {
    const shown = new Set(result.findings.map(({ line }) => line - 1));
    lines.push(...left.filter((_, at) => shown.has(at)).map(({ line }) => line));
    left = left.filter((_, at) => !shown.has(at));
    const checked = await checkDataset({
      spec: SPEC,
      benchmark: null,
      ...more,
      data: texts(left.map(({ row }) => row))
    });
    result = gate(checked, name);
  }
  return lines;
}

/** The overlap gate names no rows: each is asked for by itself. */
async function overlapLines(data: RealRow[], hidden: RealRow[]): Promise<number[]> {
  const leftOut = async (rows: RealRow[]): Promise<number> =>
    gate(await checkDataset({ spec: SPEC, data: texts(rows), benchmark: texts(hidden) }), 'benchmark-overlap').leftOut;
  const search = async (from: number, to: number): Promise<number[]> => {
    if ((await leftOut(data.slice(from, to))) === 0) return [];
    if (to - from === 1) return [to];
    const middle = (from + to) >> 1;
    return [...(await search(from, middle)), ...(await search(middle, to))];
  };
  return search(0, data.length);
}

/** Whether a row has, counted exactly, most of its shingles in common with another row of a set. */
function alikeTo(set: readonly RealRow[], least: number): (row: RealRow) => boolean {
  const shinglesOf = ({ input, output }: RealRow): Set<string> => {
    const text = normaliseText(`${input.replace(/^[^:]*: /, '')} ${output}`);
    return new Set(Array.from({ length: Math.max(1, text.length - 4) }, (_, at) => text.slice(at, at + 5)));
  };
  const all = set.map((row) => ({ row, shingles: shinglesOf(row) }));
  return (row) => {
    const own = shinglesOf(row);
    return all.some(({ row: other, shingles }) => {
      if (other === row || shingles.size < least * own.size || own.size < least * shingles.size) return false;
      let common = 0;
      for (const shingle of own) if (shingles.has(shingle)) common++;
      return common >= least * (own.size + shingles.size - common);
    });
  };
}

/** What is found of planted rows, by gate: copies with a word changed, filler, other languages. */
async function recalls(data: RealRow[], hidden: RealRow[]): Promise<Partial<Record<GateName, number>>> {
  const long = (rows: RealRow[]) => rows.filter(({ output }) => output.length > 250).slice(0, 60);
  const changed = ({ input, output }: RealRow): RealRow => {
    const words = output.split(' ');
    words[words.length >> 1] = 'otherwise';
    return { input, output: words.join(' ') } as RealRow;
  };
  const [own, theirs] = [long(data), long(hidden)];
  const leftOut = async (name: GateName, rows: RealRow[], more: Partial<Parameters<typeof checkDataset>[0]> = {}) =>
    gate(await checkDataset({ spec: SPEC, benchmark: texts(hidden), ...more, data: texts(rows) }), name).leftOut;
  const near =
    (await leftOut('near-duplicates', [...data, ...own.map(changed)])) - (await leftOut('near-duplicates', data));
  const planted = (outputs: readonly string[]) =>
    outputs.map((output, at) => ({ input: `Task ${at}`, output }) as RealRow);
  return {
    'near-duplicates': near / own.length,
    'earlier-submissions':
      (await leftOut('earlier-submissions', own.map(changed), { earlier: [texts(own)] })) / own.length,
    'benchmark-overlap': (await leftOut('benchmark-overlap', theirs.map(changed))) / theirs.length,
    'filler-outputs': (await leftOut('filler-outputs', planted(PLANTED.filler))) / PLANTED.filler.length,
    language:
      (await leftOut('language', planted(PLANTED.otherLanguages), {
        spec: { ...SPEC, language: 'eng' },
        benchmark: null
      })) / PLANTED.otherLanguages.length
  };
}
