// JavaScript programs that try to leave the sandbox, to differ between runs or to spend more than they may.
import type { ProgramLimits } from '#lib/core/program/program-limits.ts';
import type { ProgramFailure } from '#lib/core/program/program-run.ts';

/** Bodies of async functions, all in one program: what each returns or throws, as text. */
export const JAVASCRIPT_TRIED: readonly { name: string; code: string; gives: RegExp }[] = [
  ...[
    'process',
    'require',
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'Worker',
    'importScripts',
    'postMessage',
    'self'
  ].map((name) => ({ name, code: `return typeof ${name}`, gives: /^undefined$/ })),
  ...[
    'window',
    'document',
    'navigator',
    'location',
    'indexedDB',
    'localStorage',
    'crypto',
    'WebAssembly',
    'Deno',
    'Bun'
  ].map((name) => ({ name, code: `return typeof ${name}`, gives: /^undefined$/ })),
  ...['setTimeout', 'setInterval', 'std', 'os', 'bjson', 'scriptArgs', 'print', 'readFile', 'writeRows', 'random'].map(
    (name) => ({
      name,
      code: `return typeof ${name}`,
      gives: /^undefined$/
    })
  ),
  {
    name: 'constructor of a constructor',
    code: `return Object.getOwnPropertyNames((0).constructor.constructor('return this')()).includes('process')`,
    gives: /^false$/
  },
  { name: 'the global object of eval', code: `return (0, eval)('this') === globalThis`, gives: /^true$/ },
  {
    name: 'constructors of what the host handed in',
    code: `const found = [];
for (const value of [program.read, program.write, console.log, program, console, program.arguments])
  found.push(value.constructor.constructor('return typeof process + typeof fetch')());
return found.join()`,
    gives: /^(undefinedundefined,?){6}$/
  },
  ...[
    'fs',
    'node:fs',
    'quickjs:os',
    'os',
    'std',
    'http://127.0.0.1/x.js',
    'data:text/javascript,1',
    '/etc/passwd',
    '../x.js'
  ].map((from) => ({ name: `import of ${from}`, code: `return import('${from}')`, gives: /^ReferenceError$/ })),
  { name: 'a file outside', code: `return program.read('../../etc/passwd')`, gives: /^Error$/ },
  { name: 'a file by a name of the prototype', code: `return program.read('__proto__')`, gives: /^Error$/ },
  {
    name: 'names of the prototype as text',
    code: `return program.read({ toString: () => 'main.js' }).length > 0`,
    gives: /^true$/
  },
  {
    name: 'values that throw when they are read',
    code: `console.log({ toJSON() { throw 1 } }, new Proxy({}, { get() { throw 2 } }))`,
    gives: /./
  },
  {
    name: 'a polluted prototype',
    code: `Object.prototype.kind = 'ready'; Array.prototype.push = () => 0; String.prototype.toString = () => 'x';
Function.prototype.call = () => 0; Object.defineProperty(Object.prototype, 'outcome', { get() { throw 1 }, configurable: true });
console.log('still said'); delete Object.prototype.kind; delete Object.prototype.outcome; return 1`,
    gives: /^1$/
  },
  {
    name: 'JSON that is replaced',
    code: `JSON.stringify = () => { throw 1 }; console.log({ a: 1 }); return 1`,
    gives: /^1$/
  },
  { name: 'recursion', code: `const f = () => f() + 1; return f()`, gives: /^RangeError$/ },
  { name: 'recursion through sort', code: `const f = () => [1, 2].sort(f); return f()`, gives: /^RangeError$/ },
  { name: 'recursion through replace', code: `const f = () => 'a'.replace(/a/, f); return f()`, gives: /^RangeError$/ },
  {
    name: 'recursion through a proxy',
    code: `const p = new Proxy({}, { get: (_, name) => p[name] }); return p.x`,
    gives: /^RangeError$/
  },
  {
    name: 'recursion through toString',
    code: `const o = { toString: () => \`\${o}\` }; return \`\${o}\``,
    gives: /^RangeError$/
  },
  {
    name: 'a pattern nested deep',
    code: `return new RegExp('('.repeat(100_000))`,
    gives: /^(SyntaxError|RangeError)$/
  },
  {
    name: 'lists nested deep, and let go',
    code: `let x = []; for (let i = 0; i < 100_000; i++) x = [x]; x = null; return 1`,
    gives: /^1$/
  },
  { name: 'a text too long', code: `return 'x'.repeat(2 ** 31)`, gives: /^(RangeError|InternalError)$/ },
  { name: 'a list too long', code: `return new Array(-1)`, gives: /^RangeError$/ },
  {
    name: 'shared memory',
    code: `return typeof Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)`,
    gives: /Error$/
  },
  { name: 'the real time', code: `return Date.now() < Date.UTC(2026, 0, 2)`, gives: /^true$/ },
  { name: 'the zone', code: `return new Date().getTimezoneOffset()`, gives: /^0$/ }
];

export interface JavascriptEnding {
  name: string;
  code: string;
  limits?: Partial<ProgramLimits>;
  ends: { reason: ProgramFailure } | { exitCode: number; errors?: RegExp };
}

/** Each has a run of its own. */
export const JAVASCRIPT_ENDINGS: readonly JavascriptEnding[] = [
  { name: 'JSON nested deep', code: `JSON.parse('['.repeat(100_000))`, ends: { reason: 'crashed' } },
  { name: 'an expression nested deep', code: `eval('('.repeat(100_000))`, ends: { reason: 'crashed' } },
  {
    name: 'an exception',
    code: 'throw new TypeError("no")',
    ends: { exitCode: 1, errors: /TypeError: no[^]*main\.js:1/ }
  },
  {
    name: 'an exception that lies',
    code: 'throw { get name() { throw 1 }, get stack() { for (;;) throw 2 } }',
    ends: { exitCode: 1 }
  },
  {
    name: 'a promise that is rejected',
    code: 'Promise.reject(new Error("lost"))',
    ends: { exitCode: 1, errors: /lost/ }
  },
  {
    name: 'a promise that is never settled',
    code: 'await new Promise(() => {})',
    ends: { exitCode: 1, errors: /nothing will settle/ }
  },
  {
    name: 'all memory',
    code: 'const a = []; for (;;) a.push(new Array(1e5).fill(1))',
    limits: { memoryBytes: 32 * 2 ** 20 },
    ends: { exitCode: 1, errors: /out of memory/ }
  },
  { name: 'printing without end', code: 'for (;;) console.log("x".repeat(10_000))', ends: { reason: 'budget' } },
  {
    name: 'printing without end, and catching',
    code: 'for (;;) try { for (;;) console.log("x".repeat(10_000)) } catch {}',
    ends: { reason: 'budget' }
  },
  {
    name: 'writing without end',
    code: 'for (;;) program.write("x".repeat(10_000))',
    limits: { fileBytes: 100_000 },
    ends: { exitCode: 1, errors: /no space/ }
  },
  {
    name: 'an output too large',
    code: 'program.write("x".repeat(10_000))',
    limits: { outputBytes: 100 },
    ends: { reason: 'budget' }
  },
  { name: 'a loop without end', code: 'for (;;);', limits: { wallMs: 1000 }, ends: { reason: 'clock' } },
  {
    name: 'promises without end',
    code: 'const f = () => Promise.resolve().then(f); f()',
    limits: { wallMs: 1000 },
    ends: { reason: 'clock' }
  },
  {
    name: 'a pattern that tracks back without end',
    code: '/^(a+)+$/.test("a".repeat(60) + "b")',
    limits: { wallMs: 1000 },
    ends: { reason: 'clock' }
  }
];

/** One program of all that are tried: each prints its name and what came of it. */
export const javascriptTriedProgram = (): string =>
  [
    'const { stringify } = JSON; const say = console.log; const text = String;',
    ...JAVASCRIPT_TRIED.map(
      ({ name, code }) => `{
  let came;
  try { came = text(await (async () => { ${code} })()); } catch (error) { came = text(error?.name ?? error); }
  say(stringify([${JSON.stringify(name)}, came]));
}`
    )
  ].join('\n');

/** Prints what differs between runs where it can. */
export const JAVASCRIPT_DIFFERENT = `
const seen = [
  Math.random(), Math.random(), Date.now(), new Date().toString(), new Date(2026, 6, 1).toLocaleString(), performance.now(),
  Math.sin(1e22), Math.tan(1e10), Math.exp(1.5), Math.pow(1.1, 1e3), Math.cbrt(3), Math.hypot(1e200, 1e200), 0.1 + 0.2,
  Object.getOwnPropertyNames(globalThis).sort(), [3, 1, 2, 10].sort(), ['ä', 'z', 'a'].sort((a, b) => a.localeCompare(b)),
  (1234567.891).toLocaleString(), new Error('x').stack, program, [..."e\\u0301".normalize('NFC')].length, 2n ** 200n + '',
  new Uint8Array(new Float64Array([NaN, -0, 1 / 3]).buffer)
];
let depth = 0;
const down = () => { depth++; down(); };
try { down(); } catch { seen.push(depth); }
for (let waits = 0; waits < 5000; waits++) Date.now();
seen.push(Date.now());
console.log(JSON.stringify(seen));
program.write(JSON.stringify({ value: Math.random(), seed: program.seed }) + '\\n');
`;
