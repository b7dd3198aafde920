import { expect, test } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from '../../program/program-limits.ts';
import { readHarnessPackage } from '../package/read-harness-package.ts';
import { plainReading } from '../testing/plain-reading.ts';
import { finishedRun, scriptedRunner } from '../testing/scripted-runner.ts';
import { stockRows } from '../testing/stock-rows.ts';
import { harnessOrNull } from './harness-entry.ts';
import { compareOpened, readOpened } from './opened-harnesses.ts';
import { OPENED_LIMITS } from './opened-limits.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const nodesOf = (start: number) => Array.from({ length: 400 }, (_, at) => `Kind${((at + start) * 7919) % 83}_${start}`);
const filesOf = (name: string) => [{ path: `harness/${name}.py`, bytes: encode(name) }];
const task = {
  template: readHarnessPackage([{ path: 'harness.py', bytes: encode('template') }]),
  limits: DEFAULT_PROGRAM_LIMITS,
  run: { seed: 7, limits: DEFAULT_PROGRAM_LIMITS }
};
const subject = harnessOrNull(filesOf('subject'))!;

test('all are compared, the likest and of equally like ones the newest are run', async () => {
  const names = Array.from({ length: OPENED_LIMITS.run + 4 }, (_, at) => `p${at}`);
  const copy = names.at(-1)!;
  const readings = Object.fromEntries(
    ['harness', 'subject', ...names].map((name, at) => [
      `${name}.py`,
      plainReading(`${name}.py`, { nodes: name === copy ? nodesOf(1) : nodesOf(at) })
    ])
  );
  const runner = scriptedRunner(readings, [finishedRun(stockRows(20))]);
  const { programs } = readOpened({
    entries: names.map((name, request) => ({ request, submission: 0, files: filesOf(name) })),
    unread: []
  });
  const compared = await compareOpened(programs, { package: subject, ...task }, runner);
  expect(compared!.map(({ name }) => name)).toEqual(names.map((_, at) => `request ${at}, submission 0`));
  const ran = names.filter((_, at) => compared![at]!.output !== null);
  expect(ran).toEqual([...names.slice(0, OPENED_LIMITS.run - 1), copy]);
});

test('what is no harness is named with what could not be read', () => {
  const { programs, evidence } = readOpened({
    entries: [
      { request: 2, submission: 1, files: filesOf('subject') },
      { request: 1, submission: 0, files: [] }
    ],
    unread: [{ request: 0, submission: 3 }]
  });
  expect(programs.map(({ name }) => name)).toEqual(['request 2, submission 1']);
  expect(evidence).toEqual({
    read: [{ request: 2, submission: 1, treeHash: subject.treeHash }],
    unread: [
      { request: 0, submission: 3 },
      { request: 1, submission: 0 }
    ]
  });
});

test('nothing is read where nothing was opened', async () => {
  const runner = scriptedRunner({}, []);
  expect(await compareOpened([], { package: subject, ...task }, runner)).toEqual([]);
  expect(runner.asked).toEqual([]);
});
