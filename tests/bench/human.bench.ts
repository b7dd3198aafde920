// `npm run bench:human [-- --rounds N --seeds N]`: how long 2,000 tasks that 50 labelers answered take to be read, scored and
// exported; how much planted flaws give themselves away; and what cheats earn beside honest people. Writes its sections of docs/benchmarks.md and docs/human.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Answer } from '#lib/core/human/answers/answer.ts';
import { readAnswers } from '#lib/core/human/answers/read-answers.ts';
import { dpoRows } from '#lib/core/human/preference/export-rows.ts';
import { humanScore } from '#lib/core/human/score/human-score.ts';
import type { Task } from '#lib/core/human/task-set/task.ts';
import { answersOf, honest, NOISE, simulatePanel, tasksOf, truthOf } from '#lib/core/human/testing/simulated-panel.ts';
import { replaceSection } from '../documents/replace-section.ts';
import { cpuMs, median } from './cpu-time.ts';
import { attackTable } from './human/attacks.ts';
import { leakTable } from './human/leaks.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seeds: { type: 'string', default: '20' } }
});
const [rounds, seeds] = [Number(options.rounds), Number(options.seeds)];
const [GOLD, OPEN, LABELERS, MINERS] = [500, 1_500, 50, 10];

const panel = simulatePanel(1, { gold: GOLD, open: OPEN });
const [tasks, truth] = [tasksOf(panel), truthOf(panel)];
const lines = Array.from({ length: LABELERS }, (_, at) =>
  answersOf(panel, `m${at % MINERS}`, `l${at}`, honest(panel, NOISE[0.8]))
)
  .flat()
  .map(({ task, labeler, miner, ranking, ms }) => `${JSON.stringify({ task, labeler, miner, ranking, ms })}\n`);
const bytes = new TextEncoder().encode(lines.join(''));

const ms: Record<'read' | 'score' | 'pairs', number[]> = { read: [], score: [], pairs: [] };
let rows = 0;
// The first round compiles, and is not counted.
for (let round = 0; round <= rounds; round++) {
  let answers: Answer[] = [];
  const read = cpuMs(() => (answers = readAnswers(bytes, tasks).answers));
  const scored = cpuMs(() => void humanScore(tasks, truth, answers));
  const input = { tasks, answers, weightOf: () => 1, contentOf: (task: Task, output: string) => `${task.id}${output}` };
  const paired = cpuMs(() => (rows = dpoRows(input).length));
  if (round === 0) continue;
  ms.read.push(read);
  ms.score.push(scored);
  ms.pairs.push(paired);
}
const taken = (of: keyof typeof ms) => `${(median(ms[of]) / 1000).toFixed(1)} s`;
const body = [
  `\`npm run bench:human\`. ${(GOLD + OPEN).toLocaleString('en')} tasks (${GOLD} gold) of four outputs, ${LABELERS} labelers of ${MINERS} miners who answer all of them: ${lines.length.toLocaleString('en')} answers, ${(bytes.length / 1e6).toFixed(1)} MB. CPU time, medians of ${rounds} rounds in Node: read in ${taken('read')}, scored by \`assay-human/1\` in ${taken('score')}, ranked and written as ${rows.toLocaleString('en')} pairs in ${taken('pairs')}.`,
  machineLine()
].join('\n\n');
console.log(body);
writeBenchmarkSection('bench:human', 'Judgements of people', body);

const date = new Date().toISOString().slice(0, 10);
writeSection(
  'leaks',
  `${leakTable()}\n\nFour sets of 60 drawn tasks each, one set left out in turn. \`npm run bench:human\`, ${date}.`
);
writeSection(
  'attacks',
  `${attackTable(seeds)}\n\nMeans over ${seeds} drawn panels: score of the miner that is watched, the mean ends of its interval, and the score of an honest labeler of .8 beside it. \`npm run bench:human\`, ${date}.`
);

function writeSection(name: string, content: string): void {
  console.log(content);
  const file = fileURLToPath(new URL('../../docs/human.md', import.meta.url));
  writeFileSync(file, replaceSection(readFileSync(file, 'utf8'), name, content));
}
