// The mechanism by itself: what a request must have, what a submission is worth beside others, and what each error is about.
import { describe, expect, test } from 'vitest';
import type { AppError } from '../error/app-error.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import type { Machine } from '../mechanism/machine.ts';
import type { MeasureTask, TaskEntry } from '../mechanism/measure-task.ts';
import type { Result } from '../mechanism/result.ts';
import { humanMechanism } from './human-mechanism.ts';
import type { HumanBody } from './mechanism/human-body.ts';
import type { HumanEvidence } from './mechanism/human-evidence.ts';
import { mostLabelersOn } from './score/panel.ts';
import { answerLines, HUMAN_REQUEST, taskLines, truthLines } from './testing/human-request.ts';
import {
  answersOf,
  guessing,
  honest,
  NOISE,
  remembered,
  simulatePanel,
  type Rater
} from './testing/simulated-panel.ts';

const panel = simulatePanel(3, { gold: 24, open: 24 });
const careful = () => remembered(honest(panel, NOISE[0.9]));
const [ann, ben, cleo] = [careful(), careful(), careful()];
const machine = {} as Machine;
const utf8 = new TextEncoder();

function entry(index: number, raters: Record<string, Rater>): TaskEntry {
  const answers = Object.entries(raters).flatMap(([labeler, rate]) => answersOf(panel, '', labeler, rate));
  return bytesEntry(index, answerLines(answers));
}
const bytesEntry = (index: number, bytes: Uint8Array): TaskEntry => ({
  index,
  miner: `0x${index}`,
  files: [{ path: 'answers.jsonl', bytes }]
});

async function measured(
  own: TaskEntry,
  others: TaskEntry[] = [],
  more: Partial<MeasureTask<HumanBody>> = {}
): Promise<Result<HumanEvidence>> {
  const task = { spec: HUMAN_REQUEST, hidden: truthLines(panel), practice: taskLines(panel), seeds: [1], ...more };
  const result = await humanMechanism.measure({ ...task, entry: own, others }, machine);
  if ('cancelled' in result) throw new Error('cancelled');
  return result;
}
const refusal = (work: () => unknown) =>
  Promise.resolve()
    .then(work)
    .catch((thrown: AppError) => [thrown.code, thrown.short]);

describe('a request for judgements', () => {
  test('has tasks that everybody reads, and a hidden order of some of them', () => {
    expect(humanMechanism.checkHidden(HUMAN_REQUEST, truthLines(panel), taskLines(panel))).toEqual({
      items: 24,
      practiceItems: 48
    });
  });

  test('is refused without tasks, with a truth of other tasks, and where nobody could find the outputs', async () => {
    const other = truthLines(simulatePanel(3, { gold: 60, open: 0 }));
    const { taskSet: _, ...nowhere } = HUMAN_REQUEST;
    const check = (spec: HumanBody, truth: Uint8Array, tasks: Uint8Array | null) =>
      refusal(() => humanMechanism.checkHidden(spec as typeof HUMAN_REQUEST, truth, tasks));
    expect(await check(HUMAN_REQUEST, truthLines(panel), null)).toEqual([
      'human/no-tasks',
      'The request has no tasks.'
    ]);
    expect(await check(HUMAN_REQUEST, other, taskLines(panel))).toMatchObject([
      'human/invalid-truth',
      expect.any(String)
    ]);
    const lucky = simulatePanel(3, { gold: 5, open: 9 });
    expect(await check(HUMAN_REQUEST, truthLines(lucky), taskLines(lucky))).toEqual([
      'human/no-truth',
      '5 tasks have a known order; at least 6 are needed.'
    ]);
    expect(await check(nowhere, truthLines(panel), taskLines(panel))).toEqual([
      'human/invalid-task',
      'Line 1: an output is named by its path alone.'
    ]);
  });

  test.each([
    [{ labelers: 0 }, 'labelers'],
    [{ labelers: 21 }, 'labelers'],
    [{ labelers: 2.5 }, 'labelers'],
    [{ taskSet: '../etc' }, 'taskSet'],
    [{ taskset: 'bafkrei' }, 'taskset']
  ])('%j is refused by name', (body, field) => {
    expect(() => humanMechanism.parseBody(body)).toThrow(new RegExp(field));
  });
});

describe('a submission', () => {
  const good = entry(0, { ann, ben });

  test('of careful labelers is worth its agreement with the truth, one of guessing nothing', async () => {
    const [own, guess] = [
      await measured(good),
      await measured(entry(0, { gus: guessing(panel), gil: guessing(panel) }))
    ];
    expect(own.score).toBeGreaterThan(0.85);
    expect(own.interval95[0]).toBeGreaterThan(0.6);
    expect(guess.score).toBeLessThan(0.1);
    expect(own.reason).toMatch(/^2 labelers agree .* 100 % of 48 tasks answered$/);
    expect(own.evidence).toMatchObject({ goldTasks: 24, openTasks: 24, answers: 96, others: [] });
    const { factors } = humanMechanism.explain(own);
    expect(factors.reduce((product, { value }) => product * value, 1)).toBeCloseTo(own.score, 9);
  });

  test('that repeats what another miner has shares its worth, and is told from honest ones', async () => {
    const others = [entry(1, { ann, ben }), entry(2, { cleo, cora: careful() }), entry(3, { dan: careful() })];
    const [copy, own] = [await measured(good, others), await measured(others[1]!, [good, others[0]!, others[2]!])];
    expect(copy.score).toBeLessThan(0.15);
    expect(own.score).toBeGreaterThan(0.75);
    expect(copy.evidence.labelers[0]!.alike[0]).toMatchObject({ labeler: 'ann', miner: 'submission 1' });
    expect(copy.evidence.others).toEqual([1, 2, 3]);
  });

  test('has one labeler of a name, whatever miners it names itself', async () => {
    const lines = ['one', 'two', 'three'].flatMap((miner) =>
      answersOf(panel, miner, 'ann', ann).map(({ task, labeler, ranking }) => ({ task, labeler, ranking, miner }))
    );
    const own = await measured(bytesEntry(0, utf8.encode(lines.map((line) => JSON.stringify(line)).join('\n'))));
    expect(own.evidence.labelers).toHaveLength(1);
    expect(own.gates[0]).toMatchObject({ pass: true, leftOut: 96 });
  });

  test.each([
    ['nothing', ''],
    ['a page', '<!doctype html><p>answers</p>'],
    ['lines without a ranking', '{"task":"t1","labeler":"ann"}\n'],
    ['answers to other tasks', '{"task":"t999","labeler":"ann","ranking":[["o1"],["o2"]]}\n']
  ])('of %s is worth 0, and judges nobody', async (_, text) => {
    const spoilt = bytesEntry(1, utf8.encode(text));
    const result = await measured(spoilt, [good]);
    expect(result).toMatchObject({ score: 0, interval95: [0, 0] });
    expect(result.gates.some(({ pass }) => !pass)).toBe(true);
    expect((await measured(good, [spoilt])).evidence.others).toEqual([]);
    const { gates } = await humanMechanism.precheck({
      spec: HUMAN_REQUEST,
      entry: { answers: utf8.encode(text) },
      practice: taskLines(panel)
    });
    expect(gates).toEqual(result.gates);
  });

  test('of more labelers than the request takes is worth 0, and judges nobody', async () => {
    const crowd = entry(1, Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`name ${at}`, careful()])));
    expect(await measured(crowd)).toMatchObject({
      score: 0,
      gates: [{ pass: true }, { name: 'labelers', pass: false }]
    });
    expect((await measured(good, [crowd])).evidence.others).toEqual([]);
  });

  test('is held against those who answered most like it, where all are too many', { timeout: 60_000 }, async () => {
    const spec = { ...HUMAN_REQUEST, labelers: 20 };
    const few = simulatePanel(4, { gold: 12, open: 0 });
    const crowd = (index: number, copied: Rater[] = []) => {
      const raters = [
        ...copied,
        ...Array.from({ length: 20 - copied.length }, () => remembered(honest(few, NOISE[0.8])))
      ];
      return bytesEntry(index, answerLines(raters.flatMap((rate, at) => answersOf(few, '', `name ${at}`, rate))));
    };
    const leaked = remembered(honest(few, NOISE[0.6]));
    const others = Array.from({ length: 12 }, (_, at) => crowd(at + 1, at === 11 ? [leaked] : []));
    const result = await measured(crowd(0, [leaked]), others, {
      spec,
      practice: taskLines(few),
      hidden: truthLines(few)
    });
    expect(result.evidence.others).toHaveLength(9);
    expect(result.evidence.others).toContain(12);
    expect(mostLabelersOn(Array.from({ length: 10_000 }, () => few.tasks[0]!.task))).toBe(163);
  });

  test('loses nothing by others whose labelers see nothing', async () => {
    const shared = simulatePanel(21, { gold: 40, open: 40, shared: 0.8 });
    const files = { practice: taskLines(shared), hidden: truthLines(shared) };
    const people = Array.from({ length: 5 }, (_, at) =>
      bytesEntry(at, answerLines(answersOf(shared, '', `p${at}`, remembered(honest(shared, 0.3)))))
    );
    const crowd = Array.from({ length: 5 }, (_, at) => answersOf(shared, '', `g${at}`, guessing(shared))).flat();
    const junk = bytesEntry(5, answerLines(crowd));
    const [own, ...others] = people;
    const alone = await measured(own!, others, files);
    const beside = await measured(own!, [...others, junk], files);
    expect(beside.score).toBe(alone.score);
    expect(beside.evidence.others).toEqual([1, 2, 3, 4]);
  });

  test('of scores of outputs counts where a task asks for no ranking', async () => {
    const asked = [{ id: 'look', type: 'score', per: 'output', question: 'How good?', min: 0, max: 9 }];
    const tasks = panel.tasks.map(({ task: { id, kind, prompt, outputs } }) => ({
      ...{ id, kind, prompt, criteria: asked },
      outputs: outputs.map(({ id: output, path }) => ({ id: output, path }))
    }));
    const answers = panel.tasks.map(({ task, order }) => ({
      task: task.id,
      labeler: 'ann',
      criteria: { look: Object.fromEntries(order.map((output, at) => [output, 9 - at])) }
    }));
    const lines = (rows: object[]) => utf8.encode(rows.map((row) => JSON.stringify(row)).join('\n'));
    const result = await measured(bytesEntry(0, lines(answers)), [], { practice: lines(tasks) });
    expect(result.score).toBeGreaterThan(0.95);
    const textOnly = lines(
      tasks.map((task) => ({ ...task, criteria: [{ id: 'why', type: 'text', question: 'Why?' }] }))
    );
    expect(await refusal(() => humanMechanism.checkHidden(HUMAN_REQUEST, truthLines(panel), textOnly))).toEqual([
      'human/invalid-task',
      expect.stringMatching(/^Line \d+: \/criteria asks for no order/)
    ]);
  });

  test('full of broken lines is worth 0, and is given up before it costs others their time', async () => {
    const junk = bytesEntry(1, utf8.encode(`${new TextDecoder().decode(good.files[0]!.bytes)}${'x\n'.repeat(1001)}`));
    expect(await measured(junk)).toMatchObject({
      score: 0,
      gates: [{ pass: false, detail: 'More than 1000 lines of the answers are broken.' }]
    });
    expect((await measured(good, [junk])).evidence.others).toEqual([]);
    const endless = bytesEntry(1, utf8.encode('x\n'.repeat(3_000_000)));
    expect((await measured(endless)).gates).toMatchObject([{ pass: false, leftOut: 0 }]);
  });

  test('is judged apart where the machine can, and gives nothing when that is cancelled', async () => {
    const controller = new AbortController();
    const task = { spec: HUMAN_REQUEST, hidden: truthLines(panel), practice: taskLines(panel), seeds: [1] };
    const judgeApart: Machine['judgeApart'] = async (name, given, calls, options) => {
      expect(name).toBe('human');
      if (options?.signal?.aborted) throw options.signal.reason;
      return humanMechanism.judge!(structuredClone(given), calls, options ?? {});
    };
    const measure = () =>
      humanMechanism.measure({ ...task, entry: good, others: [] }, { judgeApart } as Machine, controller);
    expect(await measure()).toEqual(await measured(good));
    controller.abort();
    expect(await measure()).toEqual({ cancelled: true });
  });

  test('without answers.jsonl is its miner’s fault; without truth or tasks, or with broken ones, there is no score', async () => {
    const fault = (work: () => Promise<unknown>) =>
      work().then(
        () => null,
        (thrown: AppError) => [thrown.code, humanMechanism.isEntryFault(thrown)]
      );
    expect(await fault(() => measured({ index: 0, miner: '', files: [] }))).toEqual(['package/no-data', true]);
    expect(await fault(() => measured(good, [], { hidden: null }))).toEqual(['benchmark/empty', false]);
    expect(await fault(() => measured(good, [], { practice: undefined! }))).toEqual(['human/no-tasks', false]);
    for (const broken of ['<!doctype html>', '{"id":1}\n', ''])
      expect((await fault(() => measured(good, [], { practice: utf8.encode(broken) })))![1]).toBe(false);
    expect((await fault(() => measured(good, [], { hidden: utf8.encode('{}') })))![1]).toBe(false);
  });
});

describe('a result', () => {
  test('comes back from JSON, and equals another machine’s to the bit', async () => {
    const [one, other] = [
      await measured(entry(0, { ann }), [entry(1, { ben })]),
      await measured(entry(0, { ann }), [entry(1, { ben })])
    ];
    const evidence = humanMechanism.parseEvidence(JSON.parse(new TextDecoder().decode(canonicalJson(one.evidence))));
    expect(humanMechanism.compare({ ...one, evidence }, other).outcome).toBe('equal');
    const lie = { ...one, score: one.score - 1e-9 };
    expect(humanMechanism.compare(lie, other)).toMatchObject({
      outcome: 'refuted',
      reason: expect.stringMatching(/^score is/) as string
    });
  });

  test('of copies is read again, whatever share of them the division gives', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const drawn = simulatePanel(seed, { gold: 12 + (seed % 7), open: 10 + (seed % 5) });
      const leaked = remembered(honest(drawn, NOISE[0.6]));
      const one = (index: number) => bytesEntry(index, answerLines(answersOf(drawn, '', `l${index}`, leaked)));
      const files = { practice: taskLines(drawn), hidden: truthLines(drawn) };
      const result = await measured(one(0), [one(1), one(2)], files);
      expect(humanMechanism.parseEvidence(result.evidence)).toEqual(result.evidence);
    }
  });

  test('that lies about one labeler is refuted, and one that names a labeler twice is none', async () => {
    const own = await measured(entry(0, { ann, twin: ann }), [entry(1, { ben })]);
    const [first, ...rest] = own.evidence.labelers;
    const lies = [
      [{ ...first!, interval95: [0, 0.01] as [number, number] }, ...rest],
      [{ ...first!, gold: 9999 }, ...rest],
      [{ ...first!, alike: [{ labeler: 'ben', miner: 'submission 1', share: 1 }] }, ...rest],
      [...rest, first!]
    ];
    for (const labelers of lies) {
      const claimed = { ...own, evidence: { ...own.evidence, labelers } };
      expect(humanMechanism.compare(claimed, own).outcome).toBe('refuted');
    }
    const twice = { ...own.evidence, labelers: [first!, first!] };
    expect(() => humanMechanism.parseEvidence(twice)).toThrow('names a labeler twice');
  });

  test.each([{}, null, { goldTasks: -1 }, { labelers: 'ann' }])('%j is no evidence', (evidence) => {
    expect(() => humanMechanism.parseEvidence(evidence)).toThrow(expect.objectContaining({ code: 'report/malformed' }));
  });
});
