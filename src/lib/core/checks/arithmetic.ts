// Arithmetic in text, by a grammar of its own: numbers, + - * / and brackets. Nothing is ever evaluated as code.
//   sum := product (('+' | '-') product)*   product := signed (('*' | '/') signed)*   signed := '-'* atom
//   atom := number | '{' JSON Pointer '}' | '(' sum ')'

/** What a `{/path}` stands for, or null where the row has no number there. */
export type PlaceValue = (pointer: string) => number | null;

/** Longest text that is read; bounds the nesting of brackets too. */
export const MOST_ARITHMETIC_CHARACTERS = 500;

const NUMBER = /(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const PLACE = /\{(\/[^{}]*)?\}/y;
const BLANK = /\s*/y;

/** Signs that people write for the four operators. */
const OPERATORS: Readonly<Record<string, '+' | '-' | '*' | '/'>> = Object.freeze({
  '+': '+',
  '-': '-',
  '−': '-',
  '*': '*',
  '×': '*',
  '·': '*',
  '/': '/',
  '÷': '/'
});

/**
 * The value of a whole text, or null when it is no arithmetic, names a place without a number, divides by 0 or leaves the
 * range of numbers.
 */
export function evaluateArithmetic(text: string, place: PlaceValue = () => null): number | null {
  if (text.length > MOST_ARITHMETIC_CHARACTERS) return null;
  const read = readArithmetic(text, 0, place);
  return read !== null && read.end === text.length && Number.isFinite(read.value) ? read.value : null;
}

/** Whether a whole text is arithmetic, whatever its places stand for. */
export function isArithmetic(text: string): boolean {
  return text.length <= MOST_ARITHMETIC_CHARACTERS && readArithmetic(text, 0, () => 1)?.end === text.length;
}

/**
 * The longest arithmetic that starts at `start`, with the index after it and the blanks that follow; null where there is
 * none. The value may be infinite or NaN.
 */
export function readArithmetic(
  text: string,
  start: number,
  place: PlaceValue = () => null
): { value: number; end: number } | null {
  const reader = new Reader(text.slice(start, start + MOST_ARITHMETIC_CHARACTERS), place);
  const value = reader.sum();
  return value === null ? null : { value, end: start + reader.at };
}

class Reader {
  at = 0;
  readonly #text: string;
  readonly #place: PlaceValue;

  constructor(text: string, place: PlaceValue) {
    this.#text = text;
    this.#place = place;
    this.#match(BLANK);
  }

  sum(): number | null {
    return this.#chain('+-', () => this.#product());
  }

  #product(): number | null {
    return this.#chain('*/', () => this.#signed());
  }

  /** Operands joined by operators of one rank; an operator without an operand after it ends the chain before it. */
  #chain(rank: '+-' | '*/', operand: () => number | null): number | null {
    let value = operand();
    while (value !== null) {
      const before = this.at;
      const operator = OPERATORS[this.#text[this.at] ?? ''];
      if (operator === undefined || !rank.includes(operator)) return value;
      this.at++;
      this.#match(BLANK);
      const right = operand();
      if (right === null) {
        this.at = before;
        return value;
      }
      value = apply(operator, value, right);
    }
    return null;
  }

  #signed(): number | null {
    let sign = 1;
    const before = this.at;
    while (OPERATORS[this.#text[this.at] ?? ''] === '-') {
      sign = -sign;
      this.at++;
      this.#match(BLANK);
    }
    const value = this.#atom();
    if (value === null) this.at = before;
    return value === null ? null : sign * value;
  }

  #atom(): number | null {
    const number = this.#match(NUMBER);
    if (number !== null) return this.#after(Number(number[0].replaceAll(',', '')));
    const named = this.#match(PLACE);
    if (named !== null) return this.#after(this.#place(named[1] ?? ''));
    if (this.#text[this.at] !== '(') return null;
    const before = this.at++;
    this.#match(BLANK);
    const value = this.sum();
    if (value === null || this.#text[this.at] !== ')') {
      this.at = before;
      return null;
    }
    this.at++;
    return this.#after(value);
  }

  #after(value: number | null): number | null {
    this.#match(BLANK);
    return value;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}

function apply(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return operator satisfies never;
  }
}
