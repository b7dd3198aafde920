// Rows in JavaScript that try to pass without their tests, or to change what comes after them: see `hostile-cases.ts`.
import type { TestCase } from '#lib/core/program/test-batch.ts';
import type { HostileCase } from './hostile-cases.ts';

const TESTS = 'assert(f(1) === 2)';
const wrong = (name: string, output: string, fails: HostileCase['fails'] = 'raised'): HostileCase => ({
  name,
  parts: [output, TESTS],
  fails
});
const leaves = (name: string, code: string): HostileCase => ({
  name,
  parts: [`const f = (x) => x + 1;\n${code}`, TESTS],
  fails: null
});

export const JAVASCRIPT_CASES: readonly HostileCase[] = [
  leaves('is right', ''),
  wrong('is wrong', 'const f = () => 3'),
  wrong('is no JavaScript', 'const f = ='),
  wrong('is nothing', ''),
  wrong('raises what says it passed', 'throw { passed: true, name: "passed" }'),
  wrong('has another assert', 'globalThis.assert = () => {}; const f = () => 3'),
  wrong('defines another assert', 'const assert = () => {}; const f = () => 3'),
  wrong('declares another assert', 'function assert() {} const f = () => 3'),
  wrong('redefines assert', 'Object.defineProperty(globalThis, "assert", { value() {} })'),
  wrong('changes what assert calls', 'Object.is = () => true; Error.prototype.constructor = null; const f = () => 3'),
  wrong(
    'catches by a prototype',
    'Object.defineProperty(Object.prototype, "name", { get() { for (;;); }, configurable: true }); const f = () => 3'
  ),
  wrong('never ends', 'for (;;);', 'budget'),
  wrong('never ends, and catches', 'const f = () => { for (;;) try { for (;;); } catch {} }', 'budget'),
  { ...wrong('begins promises without end', 'const g = () => Promise.resolve().then(g); g()', 'budget'), wears: true },
  wrong('fails later', '(async () => { await 1; throw new Error("late") })()'),
  wrong('prints without end', 'for (;;) console.log("x".repeat(10_000))', 'budget'),
  wrong('goes on in the next text', 'const f = () => 3; /*'),
  wrong('has half a character', 'const f = () => 2; // \ud800'),
  wrong('has a NUL before the rest', 'const f = () => 2; \0 not read'),
  wrong('imports', 'const f = () => 3; import("fs")'),
  leaves(
    'builtins',
    'Array.prototype.map = null; Math.max = () => 7; delete globalThis.Map; Object.prototype.left = 1'
  ),
  leaves('names', 'globalThis.left = 1; var left2 = 2; let left3 = 3'),
  leaves('promises', 'Promise.resolve().then(() => { globalThis.later = 1 })'),
  leaves('finalizers', 'new FinalizationRegistry(() => { globalThis.left = 1 }).register({}, 1)'),
  leaves(
    'the clock and randomness',
    'for (let i = 0; i < 5000; i++) { Date.now(); Math.random(); } Date.now = () => 0'
  ),
  leaves('symbols', 'Symbol.for("left"); const x = []; for (let i = 0; i < 1e4; i++) x.push({ ["left" + i]: i })'),
  {
    ...leaves('more memory', 'const x = []; for (let i = 0; i < 40; i++) x.push(new Uint8Array(1e6).fill(255))'),
    wears: true
  },
  { ...wrong('ends its engine', 'eval("(".repeat(100_000))', 'crashed'), wears: true }
];

/** Raises what its engine looks like, as the name of an exception. */
export const JAVASCRIPT_FINGERPRINT: TestCase = {
  parts: [
    `const seen = [Math.random(), Date.now(), performance.now(), Object.getOwnPropertyNames(globalThis)];
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const value = globalThis[name];
  for (const object of [value, value?.prototype])
    if (Object(object) === object) seen.push(name, Reflect.ownKeys(object).map(String), String(object?.constructor));
}
let hash = 7;
for (const sign of JSON.stringify(seen)) hash = (Math.imul(hash, 31) + sign.codePointAt(0)) | 0;
throw { name: 'seen_' + (hash >>> 0).toString(16) + '_' + JSON.stringify(seen).length };`
  ]
};
