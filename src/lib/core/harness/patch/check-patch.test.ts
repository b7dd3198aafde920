import { createTwoFilesPatch } from 'diff';
import { describe, expect, test } from 'vitest';
import { StepBudget } from '../../json-schema/step-budget.ts';
import { conversationsOf } from '../testing/score-rows.ts';
import { checkPatch, type PatchCheck } from './check-patch.ts';
import { checkPatches } from './check-patches.ts';

const BEFORE =
  'def half(number):\n    """Half of it."""\n    return number // 2\n\n\ndef double(number):\n    return number * 2';
const AFTER = BEFORE.replace('//', '/');
const PATCH = createTwoFilesPatch('a/src/half.py', 'b/src/half.py', BEFORE, AFTER);
const STEPS = 2_000_000;

interface Shown {
  arguments?: Record<string, unknown>;
  result?: string;
  asked?: string;
}
const conversation = ({
  arguments: values = { path: 'src/half.py' },
  result = BEFORE,
  asked = 'Repair half.'
}: Shown) =>
  conversationsOf([
    {
      messages: [
        { role: 'user', content: asked },
        { role: 'assistant', content: '', tool_calls: [{ name: 'read', arguments: values }] },
        { role: 'tool', name: 'read', content: result },
        { role: 'assistant', content: 'Here is the patch.' }
      ]
    }
  ])[0]!;
const check = (patch: string, shown: Shown = {}): PatchCheck =>
  checkPatch(patch, conversation(shown), new StepBudget(STEPS));
const outcome = (patch: string, shown: Shown = {}) => check(patch, shown).outcome;
const numbered = (text: string, mark: string) =>
  text
    .split('\n')
    .map((line, at) => `${String(at + 1).padStart(6)}${mark}${line}`)
    .join('\n');

describe('a patch applies', () => {
  test('to what a tool showed of its file, and gives the file', () => {
    expect(check(PATCH)).toEqual({
      outcome: 'applied',
      isFitted: true,
      files: [{ path: 'src/half.py', before: BEFORE, after: AFTER, isFile: true }]
    });
  });

  test.each<[string, Shown]>([
    ['a path from the root', { arguments: { file: '/repo/src/half.py' } }],
    ['a name alone', { arguments: { file: 'half.py' } }],
    ['a command', { arguments: { cmd: "sed -n '1,80p' src/half.py | head" } }],
    ['a list', { arguments: { files: ['README.md', 'src/half.py'] } }],
    ['lines with numbers', { result: numbered(BEFORE, '\t') }],
    ['lines with numbers and bars', { result: numbered(BEFORE, '| ') }],
    ['an object in JSON', { result: JSON.stringify({ path: 'src/half.py', content: BEFORE }) }],
    ['a file with a line end at its end', { result: `${BEFORE}\n` }],
    ['a file of Windows', { result: BEFORE.replaceAll('\n', '\r\n') }]
  ])('where the call or its result has %s', (_, shown) => expect(outcome(PATCH, shown)).toBe('applied'));

  test('where a part of the file was shown', () => {
    const part = BEFORE.split('\n').slice(1, 6).join('\n');
    const near = createTwoFilesPatch('a/src/half.py', 'b/src/half.py', BEFORE, AFTER, '', '', { context: 1 });
    expect(outcome(near, { result: part })).toBe('applied');
    expect(outcome(PATCH, { result: part })).toBe('unfit');
  });

  test('to what anybody wrote, where no call names the file', () => {
    const other = { arguments: { path: 'README.md' }, result: 'nothing of it' };
    const fenced = check(PATCH, { ...other, asked: `Look:\n\`\`\`python\n${BEFORE}\n\`\`\`\nIt rounds.` });
    expect(fenced).toMatchObject({ outcome: 'applied', files: [{ after: AFTER, isFile: true }] });
    const prose = check(PATCH, { ...other, asked: `It rounds:\n${BEFORE}` });
    expect(prose).toMatchObject({ outcome: 'applied', files: [{ isFile: false }] });
    expect(outcome(PATCH, other)).toBe('unproven');
  });

  test('in several files, of which each must', () => {
    const more = createTwoFilesPatch('/dev/null', 'b/src/test_half.py', '', 'assert half(1) == 0.5\n');
    expect(check(PATCH + more)).toMatchObject({ outcome: 'applied', isFitted: true, files: [{}, { before: '' }] });
    const unknown = createTwoFilesPatch('a/other.py', 'b/other.py', 'x = 1\n', 'x = 2\n');
    expect(outcome(PATCH + unknown)).toBe('unproven');
    expect(outcome(PATCH.replaceAll('number', 'value') + unknown)).toBe('unfit');
  });
});

describe('a patch does not apply', () => {
  test.each([
    ['with other lines around', PATCH.replace('Half of it', 'A half of it')],
    ['with another line to take away', PATCH.replace('-    return number // 2', '-    return value // 2')],
    ['with numbers that are wrong', PATCH.replace(/@@ -1,\d/, '@@ -1,9')],
    ['without numbers', PATCH.replace(/@@.*@@/, '@@ here @@')],
    ['with half a header', PATCH.replace(/^\+\+\+ .*\n/m, '')]
  ])('%s', (_, patch) => expect(outcome(patch)).toBe('unfit'));
});

describe('a patch proves nothing', () => {
  test.each([
    ['that is none', 'I would change the second line.'],
    ['of another format', '*** Begin Patch\n*** Update File: src/half.py\n@@\n-a\n+b\n*** End Patch'],
    ['without a hunk', 'diff --git a/src/half.py b/src/half.py\nold mode 100644\nnew mode 100755\n'],
    ['of a file that nobody showed', PATCH.replaceAll('half.py', 'other.py').replaceAll('number', 'value')]
  ])('%s', (_, patch) => expect(outcome(patch)).toBe('unproven'));

  test.each([
    [
      'that changes nothing',
      '--- a/src/half.py\n+++ b/src/half.py\n@@ -1,1 +1,1 @@\n-def half(number):\n+def half(number):\n'
    ],
    ['that adds lines without any around them', '--- a/src/half.py\n+++ b/src/half.py\n@@ -0,0 +1,1 @@\n+x = 1\n'],
    ['that makes a file', createTwoFilesPatch('/dev/null', 'b/new.py', '', 'x = 1\n')]
  ])('%s, though it applies', (_, patch) =>
    expect(check(patch)).toMatchObject({ outcome: 'applied', isFitted: false })
  );
});

describe('a hostile patch', () => {
  const same = 'a\n'.repeat(100_000);
  const hunk = (old: string[], added: string[], start = 1) =>
    `@@ -${start},${old.length} +${start},${added.length} @@\n${[...old.map((line) => `-${line}`), ...added.map((line) => `+${line}`)].join('\n')}\n`;
  const head = '--- a/src/half.py\n+++ b/src/half.py\n';
  const lines = (count: number, text = 'a') => Array.from({ length: count }, () => text);
  const patches: [string, string, Shown][] = [
    ['that begins at line 10^15', head + hunk(['x'], ['b'], 1e15), {}],
    ['that begins past all whole numbers', `${head}@@ -99999999999999999999,1 +1,1 @@\n-x\n+b\n`, {}],
    ['of lines that nearly fit everywhere', head + hunk([...lines(50_000), 'x'], ['b']), { result: same }],
    [
      'that adds much before a line that fits nowhere',
      `${head}@@ -1,1 +1,60001 @@\n${'+a\n'.repeat(60_000)} x\n`,
      { result: same }
    ],
    [
      'of thousands of hunks',
      head + Array.from({ length: 20_000 }, (_, at) => hunk(['x'], ['b'], at + 1)).join(''),
      { result: same }
    ],
    [
      'of thousands of files',
      Array.from({ length: 20_000 }, (_, at) => `--- a/${at}.py\n+++ b/${at}.py\n${hunk(['x'], ['b'])}`).join(''),
      {}
    ],
    ['with counts that lie', `${head}@@ -1,999999999 +1,999999999 @@\n a\n`, {}],
    ['with ends of lines in names', PATCH.replaceAll('half.py', 'ha\rlf\u2028.py\u2029'), {}],
    ['of one header after another', '--- a\n+++ b\n'.repeat(80_000), {}],
    ['of a header of a megabyte', `diff --git ${'a/ b/'.repeat(200_000)}\n${PATCH}`, {}],
    ['of a quoted name of a megabyte', `--- "${'\\303\\251'.repeat(120_000)}\n+++ b\n`, {}],
    ['of blanks and odd ends of lines', `--- x${' '.repeat(300_000)}\u2028x\n`, {}],
    ['that leads out of the folder', PATCH.replaceAll('src/half.py', '../../../etc/passwd'), {}],
    ['of a name that objects have', PATCH.replaceAll('src/half.py', '__proto__'), { arguments: { path: '__proto__' } }],
    ['for fences without end', PATCH, { arguments: {}, result: 'x', asked: '```a\n'.repeat(150_000) }],
    [
      'for arguments of fifty thousand names',
      PATCH,
      { arguments: { files: lines(50_000, 'x/half.py').map((name, at) => at + name) } }
    ]
  ];

  test.each(patches)('%s ends', (_, patch, shown) => {
    const asked = conversation(shown);
    expect(['applied', 'unfit', 'unproven']).toContain(checkPatch(patch, asked, new StepBudget(STEPS)).outcome);
  });

  test('spends what all patches may take together, and the rows behind it prove nothing', () => {
    const [row] = conversationsOf([
      {
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: '', tool_calls: [{ name: 'read', arguments: { path: 'src/half.py' } }] },
          { role: 'tool', name: 'read', content: 'a\n'.repeat(20_000) }
        ],
        final: { patch: head + hunk([...lines(10_000), 'x'], ['b']) }
      }
    ]);
    const many = Array.from({ length: 40 }, (_, at) => ({ ...row!, line: at + 1 }));
    const good = { ...conversation({}), line: 200, final: { patch: PATCH } };
    expect(checkPatches([...many.slice(0, 3), good]).get(200)!.outcome).toBe('applied');
    expect(checkPatches([...many, good]).get(200)!.outcome).toBe('unproven');
  });
});
