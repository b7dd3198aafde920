// The mechanism on a scripted runner and a toy model: what the market asks of it, and what it says back.
import { beforeAll, describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { TOY_PROTOCOL, toyReference } from '../../score/testing/toy.ts';
import type { Machine } from '../mechanism/machine.ts';
import type { OpenedEntries } from '../mechanism/opened-entries.ts';
import { readResult, resultDocument, type ResultDocument } from '../mechanism/result-document.ts';
import { wholeSpec } from '../mechanism/whole-spec.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import { parseRequestSpec } from '../request/parse-request-spec.ts';
import { harnessMechanism } from './harness-mechanism.ts';
import type { HarnessResult } from './mechanism/harness-evidence.ts';
import { readHarnessPackage } from './package/read-harness-package.ts';
import { HARNESS_REQUEST } from './testing/harness-request.ts';
import { plainReading } from './testing/plain-reading.ts';
import { failedRun, finishedRun, scriptedRunner } from './testing/scripted-runner.ts';
import { stockRows } from './testing/stock-rows.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const spec = wholeSpec(harnessMechanism, parseRequestSpec(HARNESS_REQUEST));
const BODY = {
  conversations: spec.conversations,
  limits: spec.limits,
  tests: spec.tests,
  review: spec.review
};
const subject = readHarnessPackage([{ path: 'desk.py', bytes: encode('main()') }]);
const files = harnessMechanism.packEntry({ package: subject }, { spec, requestCid: 'cid', gates: [] });
const nodes = Array.from({ length: 400 }, (_, at) => `Kind${(at * 7919) % 83}`);
/** The template's program is `harness.py`. */
const readings = { 'desk.py': plainReading('desk.py', { nodes }), 'harness.py': plainReading('harness.py') };
const rows = stockRows(60).trimEnd().split('\n');
const written = `${rows.slice(0, 40).join('\n')}\n`;
const hidden = encode(`${rows.slice(40).join('\n')}\n`);
const SEEDS = [7, 8, 9];
/** Writes others for other seeds. */
const writes = (seed: number) => finishedRun(seed === 7 ? written : stockRows(40, 1000 * (1 + (seed % 100))));

let runtime: ModelRuntime;
beforeAll(async () => {
  runtime = await createNativeRuntime({ threads: 1 });
});
const machine = (programs?: ProgramRunner): Machine => ({
  backend: 'native',
  runtime: async () => runtime,
  reference: async () => toyReference(),
  now: () => 0,
  protocol: TOY_PROTOCOL,
  ...(programs && { programs })
});

async function measured(
  runner: ProgramRunner,
  {
    index = 0,
    others = null,
    of = files,
    opened
  }: { index?: number; others?: (typeof files)[] | null; of?: typeof files; opened?: OpenedEntries } = {}
): Promise<HarnessResult> {
  const entry = { index, miner: '0x01', files: of };
  const before = others && others.map((one, at) => ({ index: at, miner: '0x02', files: one }));
  const task = { spec, hidden, entry, others: before, ...(opened && { opened }), seeds: SEEDS };
  const result = await harnessMechanism.measure(task, machine(runner));
  if ('cancelled' in result) throw new Error('It was cancelled.');
  return result;
}

describe('a request for a harness', () => {
  test.each([
    [{ ...BODY, conversations: { min: 30, max: 20 } }, '/conversations'],
    [{ ...BODY, conversations: { min: 1, max: 10_001 } }, '/conversations/max'],
    [{ ...BODY, limits: { seconds: 0, memoryMiB: 256 } }, '/limits/seconds'],
    [{ ...BODY, limits: { seconds: 5, memoryMiB: 4096 } }, '/limits/memoryMiB'],
    [{ ...BODY, review: 'maybe' }, '/review'],
    [{ ...BODY, more: 1 }, '/more']
  ])('%j is refused with its field', (body, path) => {
    expect(() => harnessMechanism.parseBody(body)).toThrow(
      expect.objectContaining({ code: 'request/invalid-field', details: { path } })
    );
  });

  test('its hidden conversations are read line by line, and counted', () => {
    expect(harnessMechanism.checkHidden(spec, hidden, null)).toEqual({ items: 20, practiceItems: 0 });
    const cut = encode(`${rows[0]}\n{"messages": []}\n`);
    expect(() => harnessMechanism.checkHidden(spec, cut, null)).toThrow(
      expect.objectContaining({ code: 'benchmark/invalid-row', details: { line: 2, path: '/messages' } })
    );
    expect(() => harnessMechanism.checkHidden(spec, encode(`${rows[0]}\n`), null)).toThrow(
      expect.objectContaining({ code: 'benchmark/too-few-rows' })
    );
    expect(() => harnessMechanism.checkHidden(spec, new Uint8Array(0), null)).toThrow(
      expect.objectContaining({ code: 'benchmark/empty' })
    );
  });
});

describe('a harness in the market', () => {
  test('its package holds it as it was, and a broken one is a fault of the entry', () => {
    expect(harnessMechanism.readEntry(files, 'cid').package.treeHash).toBe(subject.treeHash);
    for (const broken of [files.slice(1), [{ path: 'harness/.hidden.py', bytes: encode('1') }]])
      try {
        harnessMechanism.readEntry(broken, 'cid');
        expect.unreachable();
      } catch (thrown) {
        expect(harnessMechanism.isEntryFault(thrown as never)).toBe(true);
      }
  });

  test('what it writes is scored by itself and by what a model learns from it', async () => {
    const runner = scriptedRunner(readings, [writes]);
    const result = await measured(runner);
    const { evidence, gates, score, interval95 } = result;
    expect(gates.map(({ name, pass }) => [name, pass])).toEqual([
      ['review', true],
      ['run', true],
      ['same-output', true],
      ['conversations', true],
      ['conversation-count', true]
    ]);
    expect(evidence.lift).toMatchObject({ backend: 'native' });
    expect(score).toBeGreaterThan(0);
    expect(interval95[0]).toBeLessThanOrEqual(score);
    expect(interval95[1]).toBeGreaterThanOrEqual(score);
    const limits = runner.asked.filter(({ program }) => program.entry === 'desk.py').map(({ task }) => task);
    expect(limits.map(({ seed, limits: { wallMs } }) => [seed, wallMs])).toEqual([
      [7, 120_000],
      [7, 120_000],
      [8, 120_000]
    ]);
    expect(evidence.otherRun).toMatchObject({ seed: 8, conversations: 40 });
    const document = resultDocument(result);
    const read = readResult(JSON.parse(JSON.stringify(document)) as ResultDocument);
    expect(harnessMechanism.parseEvidence(read.evidence)).toEqual(evidence);
    expect(harnessMechanism.compare(result, read as HarnessResult).outcome).toBe('equal');
    expect(harnessMechanism.explain(result).factors.map(({ name }) => name)).toContain('lift');
    for (const [field, value] of [
      ['treeHash', 'x'],
      ['factors', [{}]],
      ['otherRun', { seed: 8, conversations: -1, outputHash: '0'.repeat(64) }],
      ['lift', { score: 2 }]
    ] as const)
      expect(() => harnessMechanism.parseEvidence({ ...evidence, [field]: value })).toThrow(
        expect.objectContaining({ code: 'report/malformed' })
      );
  });

  test('a copy of an earlier program earns nothing, and an earlier one that is none copies nothing', async () => {
    const runner = scriptedRunner(readings, [writes]);
    const copy = await measured(runner, { index: 1, others: [files] });
    expect(copy.evidence.similarity.programs).toMatchObject([{ name: 'submission 0', percent: 100, copied: 1 }]);
    expect(copy.score).toBe(0);
    const after = await measured(runner, { index: 1, others: [[]] });
    expect(after.evidence.similarity.programs).toEqual([]);
    expect(after.score).toBeGreaterThan(0);
  });

  describe('beside programs that other requests have opened', () => {
    const runner = () => scriptedRunner(readings, [writes]);
    const A = { request: 4, submission: 1 };
    const B = { request: 2, submission: 0 };
    const read = (...places: (typeof A)[]): OpenedEntries => ({
      entries: places.map((place) => ({ ...place, files })),
      unread: [A, B].filter((place) => !places.includes(place))
    });

    test('a copy of one earns nothing, and the result names what it was held against', async () => {
      const { score, evidence } = await measured(runner(), { opened: read(A) });
      expect(score).toBe(0);
      expect(evidence.similarity.programs).toMatchObject([{ name: 'request 4, submission 1', copied: 1 }]);
      expect(evidence.similarity.copiedRows).toBe(1);
      expect(evidence.opened).toEqual({ read: [{ ...A, treeHash: subject.treeHash }], unread: [B] });
      expect(harnessMechanism.opened!.viewOf(evidence)).toEqual(evidence.opened);
      for (const opened of [
        { read: [{ ...A, treeHash: 'x' }], unread: [] },
        { read: Array.from({ length: 65 }, () => ({ ...A, treeHash: subject.treeHash })), unread: [] },
        { read: [], unread: [{ request: -1, submission: 0 }] },
        undefined
      ])
        expect(() => harnessMechanism.parseEvidence({ ...evidence, opened })).toThrow(
          expect.objectContaining({ code: 'report/malformed' })
        );
    });

    test('one that could not be read refutes nobody who could, nor is refuted; what does not depend on it is compared', async () => {
      const [withAll, withA, withNone] = await Promise.all(
        [read(A, B), read(A), read()].map((opened) => measured(runner(), { opened }))
      );
      expect(withNone!.score).toBeGreaterThan(withA!.score);
      expect(withNone!.reason).toContain('not held against 2 opened programs that could not be read');
      const outcome = (claimed: HarnessResult, own: HarnessResult) => harnessMechanism.compare(claimed, own).outcome;
      expect(outcome(withNone!, withA!)).toBe('within-tolerance');
      expect(outcome(withAll!, withNone!)).toBe('within-tolerance');
      expect(outcome(withA!, withA!)).toBe('equal');
      const other = { ...withNone!, evidence: { ...withNone!.evidence, outputHash: '0'.repeat(64) } };
      expect(outcome(other, withA!)).toBe('refuted');
    });

    test('a result that leaves one out without a word, or names another program in its place, is refuted', async () => {
      const own = await measured(runner(), { opened: read(A, B) });
      const claimed = (opened: HarnessResult['evidence']['opened']) =>
        harnessMechanism.compare({ ...own, evidence: { ...own.evidence, opened } }, own);
      const [first, second] = own.evidence.opened.read;
      expect(claimed({ read: [first!], unread: [] })).toMatchObject({
        outcome: 'refuted',
        reason: expect.stringContaining('request 2, submission 0')
      });
      const another = { ...second!, treeHash: '0'.repeat(64) };
      expect(claimed({ read: [first!, another], unread: [] }).outcome).toBe('refuted');
    });
  });

  test('too few conversations are refused before a model is trained', async () => {
    const few = `${rows.slice(0, 3).join('\n')}\n`;
    const { gates, score, reason, evidence } = await measured(scriptedRunner(readings, [finishedRun(few)]));
    expect([score, gates.at(-1)]).toMatchObject([0, { name: 'conversation-count', value: 3, limit: 20 }]);
    expect([evidence.lift, reason]).toEqual([
      null,
      'Not scored: 3 conversations were written; 20 to 60 are asked for.'
    ]);
  });

  test('a clock that ran out is refuted only by a run that stayed far from it', async () => {
    const ended = await measured(scriptedRunner(readings, [failedRun('clock')]));
    const quick = await measured(scriptedRunner(readings, [writes]));
    expect([ended.score, ended.evidence.failure]).toEqual([0, 'clock']);
    const slow: HarnessResult = {
      ...quick,
      evidence: { ...quick.evidence, resources: { ...quick.evidence.resources!, runMs: 31_000 } }
    };
    const outcomes = [
      [ended, quick],
      [ended, slow],
      [quick, ended],
      [ended, ended]
    ].map(([claimed, own]) => harnessMechanism.compare(claimed!, own!).outcome);
    expect(outcomes).toEqual(['refuted', 'within-tolerance', 'within-tolerance', 'equal']);
    const other = { ...quick, evidence: { ...quick.evidence, outputHash: '0'.repeat(64) } };
    expect(harnessMechanism.compare(other, quick).outcome).toBe('refuted');
    const otherRun = { ...quick.evidence.otherRun!, outputHash: '0'.repeat(64) };
    const lie = { ...quick, evidence: { ...quick.evidence, otherRun } };
    expect(harnessMechanism.compare(lie, quick)).toMatchObject({
      outcome: 'refuted',
      reason: expect.stringContaining('output with another seed')
    });
    const factors = quick.evidence.factors.map((one) => (one.name === 'renewal' ? { ...one, value: 0.999 } : one));
    expect(harnessMechanism.compare({ ...quick, evidence: { ...quick.evidence, factors } }, quick).outcome).toBe(
      'refuted'
    );
  });

  test('where no program can be run there is no score', async () => {
    const entry = { index: 0, miner: '0x01', files };
    const call = harnessMechanism.measure({ spec, hidden, entry, others: null, seeds: SEEDS }, machine());
    await expect(call).rejects.toMatchObject({ code: 'sandbox/unavailable' });
    const check = harnessMechanism.precheck({ spec, entry: { package: subject } });
    await expect(check).rejects.toMatchObject({ code: 'sandbox/unavailable' });
  });

  test('a miner sees its own gates before it submits', async () => {
    const runner = scriptedRunner(readings, [writes]);
    const { gates, items } = await harnessMechanism.precheck(
      { spec, entry: { package: subject } },
      {},
      { programs: runner }
    );
    expect([items, gates.every(({ pass }) => pass)]).toEqual([40, true]);
    expect(runner.asked.at(-1)!.task.limits.wallMs).toBe(30_000);
  });
});
