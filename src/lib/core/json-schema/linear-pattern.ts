// Regular expressions in time linear in the text (Thompson's simulation), so that a stranger's pattern cannot hang a tab.
// Takes ECMAScript `u` syntax without lookaround and backreferences, which have no linear matcher.

/** A compiled pattern; `test` answers as `RegExp.prototype.test` does. */
export interface LinearPattern {
  test(text: string): boolean;
  /** Instructions in the program: `test` costs at most `size` steps a character. */
  size: number;
}

/** Why a pattern cannot be used, as the end of a sentence. */
export class PatternRefused extends Error {}

export const PATTERN_LIMITS = Object.freeze({
  /** Characters of the pattern. */
  maxLength: 512,
  /** Instructions after bounded repeats such as `{3,9}` are written out. */
  maxSize: 2000
});

type Assertion = 'start' | 'end' | 'boundary' | 'inside';
type Matcher = (codePoint: string) => boolean;
type Instruction =
  | { op: 'one'; matches: Matcher }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'assert'; what: Assertion }
  | { op: 'match' };

type Node =
  | { kind: 'one'; matches: Matcher }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'repeat'; body: Node; min: number; max: number };

/** Compiles `source`. Throws {@link PatternRefused}. */
export function compileLinearPattern(source: string): LinearPattern {
  if (source.length > PATTERN_LIMITS.maxLength)
    throw new PatternRefused(`is longer than ${PATTERN_LIMITS.maxLength} characters`);
  try {
    new RegExp(source, 'u');
  } catch {
    throw new PatternRefused('is not a regular expression (ECMAScript syntax, `u` flag)');
  }
  const program = assemble(new Parser(source).parse());
  return { size: program.length, test: (text) => run(program, text) };
}

/** Recursive descent over a source that RegExp has already found well-formed. */
class Parser {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  parse(): Node {
    return this.choice();
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length && !this.next('|') && !this.next(')')) parts.push(this.quantified());
    return { kind: 'sequence', parts };
  }

  private quantified(): Node {
    const body = this.atom();
    const rest = this.source.slice(this.at);
    const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(rest);
    if (found === null) return body;
    this.at += found[0].length;
    const [, sign, least, comma, most] = found;
    if (sign !== undefined)
      return { kind: 'repeat', body, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(least);
    return { kind: 'repeat', body, min, max: comma === undefined ? min : most ? Number(most) : Infinity };
  }

  private atom(): Node {
    if (this.take('^')) return { kind: 'assert', what: 'start' };
    if (this.take('$')) return { kind: 'assert', what: 'end' };
    if (this.take('(')) return this.group();
    const source = this.source.slice(this.at);
    if (/^\\[bB]/.test(source)) {
      this.at += 2;
      return { kind: 'assert', what: source[1] === 'b' ? 'boundary' : 'inside' };
    }
    if (/^\\[1-9k]/.test(source)) throw new PatternRefused('uses a backreference');
    const one =
      /^(?:\[(?:\\[^]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[A-Za-z]|\\[^]|[^])/u.exec(
        source
      )![0];
    this.at += one.length;
    return { kind: 'one', matches: matcher(one) };
  }

  private group(): Node {
    if (/^\?(?:=|!|<=|<!)/.test(this.source.slice(this.at))) throw new PatternRefused('uses lookahead or lookbehind');
    const opening = /^\?(?::|<[^>]*>)/.exec(this.source.slice(this.at));
    if (opening === null && this.next('?')) throw new PatternRefused('uses inline flags');
    this.at += opening?.[0].length ?? 0;
    const body = this.choice();
    this.take(')');
    return body;
  }

  private next(character: string): boolean {
    return this.source[this.at] === character;
  }

  private take(character: string): boolean {
    if (!this.next(character)) return false;
    this.at++;
    return true;
  }
}

/** Lets the engine judge single code points, which it does in constant time; ASCII answers are kept. */
function matcher(source: string): Matcher {
  const single = new RegExp(`^(?:${source})$`, 'u');
  const ascii: (boolean | undefined)[] = [];
  return (codePoint) => {
    const code = codePoint.codePointAt(0)!;
    return code < 128 ? (ascii[code] ??= single.test(codePoint)) : single.test(codePoint);
  };
}

function assemble(root: Node): Instruction[] {
  const program: Instruction[] = [];
  const emit = (instruction: Instruction): number => {
    if (program.length >= PATTERN_LIMITS.maxSize)
      throw new PatternRefused(`repeats too much (more than ${PATTERN_LIMITS.maxSize} steps)`);
    return program.push(instruction) - 1;
  };
  const write = (node: Node): void => {
    switch (node.kind) {
      case 'one':
        emit({ op: 'one', matches: node.matches });
        return;
      case 'assert':
        emit({ op: 'assert', what: node.what });
        return;
      case 'sequence':
        return node.parts.forEach(write);
      case 'choice':
        return writeChoice(node.options);
      case 'repeat':
        return writeRepeat(node.body, node.min, node.max);
      default:
        return node satisfies never;
    }
  };
  const writeChoice = (options: Node[]): void => {
    const ends: { op: 'jump'; to: number }[] = [];
    options.forEach((option, index) => {
      if (index === options.length - 1) return write(option);
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      emit(split);
      write(option);
      const jump = { op: 'jump' as const, to: 0 };
      emit(jump);
      ends.push(jump);
      split.second = program.length;
    });
    for (const jump of ends) jump.to = program.length;
  };
  const writeRepeat = (body: Node, min: number, max: number): void => {
    for (let count = 0; count < min; count++) {
      const before = program.length;
      write(body);
      // Of nothing, once is as often as a thousand million times.
      if (program.length === before) break;
    }
    if (max === Infinity) {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      const start = emit(split);
      write(body);
      emit({ op: 'jump', to: start });
      split.second = program.length;
      return;
    }
    const splits: { op: 'split'; first: number; second: number }[] = [];
    for (let count = min; count < max; count++) {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      emit(split);
      splits.push(split);
      write(body);
    }
    for (const split of splits) split.second = program.length;
  };
  write(root);
  emit({ op: 'match' });
  return program;
}

const WORD = /^\w$/;

function run(program: Instruction[], text: string): boolean {
  const seen = new Int32Array(program.length).fill(-1);
  let current: number[] = [];
  let step = 0;
  let before = '';
  const characters = [...text];
  for (let at = 0; at <= characters.length; at++, step++) {
    const character = characters[at];
    const threads = close(program, [...current, 0], { before, after: character ?? '', seen, step });
    if (threads === 'match') return true;
    if (character === undefined) return false;
    current = [];
    for (const pc of threads) {
      const instruction = program[pc]!;
      if (instruction.op === 'one' && instruction.matches(character)) current.push(pc + 1);
    }
    before = character;
  }
  return false;
}

/** Every `one` instruction reachable without reading a character. */
function close(
  program: Instruction[],
  starts: number[],
  place: { before: string; after: string; seen: Int32Array; step: number }
): number[] | 'match' {
  const { before, after, seen, step } = place;
  const stack = starts;
  const threads: number[] = [];
  while (stack.length > 0) {
    const pc = stack.pop()!;
    if (seen[pc] === step) continue;
    seen[pc] = step;
    const instruction = program[pc]!;
    if (instruction.op === 'match') return 'match';
    if (instruction.op === 'one') threads.push(pc);
    else if (instruction.op === 'jump') stack.push(instruction.to);
    else if (instruction.op === 'split') stack.push(instruction.first, instruction.second);
    else if (holds(instruction.what, before, after)) stack.push(pc + 1);
  }
  return threads;
}

function holds(what: Assertion, before: string, after: string): boolean {
  if (what === 'start') return before === '';
  if (what === 'end') return after === '';
  return (WORD.test(before) !== WORD.test(after)) === (what === 'boundary');
}
