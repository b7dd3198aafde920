// Arithmetic as people write it, with units behind the numbers. The text has plain signs.
//   sum := product (('+' | '-') product)*   product := power (('*' | '/' | 'of') power)*   power := signed ('^' signed)?
//   signed := ('-' | '+')* atom   atom := number '%'? unit? | '(' sum ')' unit?
import { readNumber } from './written-number.ts';

/** Longest text that is read; bounds the nesting of brackets too. */
const MOST_CHARACTERS = 300;

export interface WrittenArithmetic {
  value: number;
  /** Index behind it and the blanks that follow. */
  end: number;
  /** Digits behind the decimal point of a single number. */
  decimals: number;
  hasOperator: boolean;
  hasPercent: boolean;
  /** Percentages that are added or taken away: of what is not said. */
  addsPercent: boolean;
  /** Units by their word, as they stand. */
  units: string[];
  /** Whether numbers of different units are added: then the sum is not that of the numbers. */
  mixesUnits: boolean;
}

const BLANK = / */y;
/** Units that stand at a number without a blank; a single letter there is a variable. */
const JOINED_UNIT =
  /(?:[kcmµ]?m|[km]?g|m?[lL]|[kM]?W|kWh|ft|in|lbs?|oz|hrs?|mins?|secs?|mph|km\/h|px|[kMGT]B|°[CF]?|cents?|c)\b(?![({[])/y;
const WORDS = /(?: ?[-/] ?)?\p{L}[\p{L}'’]*(?:[ /-]\p{L}[\p{L}'’]*){0,3}/uy;
/** Words that are no units: they join sentences or change the number. */
const NO_UNIT =
  /^(?:and|or|but|so|then|is|are|was|were|has|have|had|plus|minus|times|over|by|from|to|the|which|because|if|when|for|with|in total|equals?|makes?|gives?|leaves?|that|this|we|he|she|it|they|x|remainder|mod)$/i;
/** Words that make another number of it. */
const MULTIPLE =
  /^(?:dozens?|hundreds?|thousands?|millions?|billions?|trillions?|pairs?|score|half|halves|thirds?|quarters?|tens?|k|m|r|remainder|squared|cubed|factorial|percent|percentage|pct)$/i;

/** The longest arithmetic at `start`; null where there is none that can be read. */
export function readWrittenArithmetic(text: string, start: number): WrittenArithmetic | null {
  const reader = new Reader(text.slice(start, start + MOST_CHARACTERS));
  const read = reader.sum();
  return read === null || reader.isUnreadable ? null : { ...reader.found, ...read, end: start + reader.at };
}

interface Operand {
  value: number;
  decimals: number;
  isPercent: boolean;
  unit: string | null;
}

class Reader {
  at = 0;
  isUnreadable = false;
  readonly found = {
    hasOperator: false,
    hasPercent: false,
    addsPercent: false,
    units: [] as string[],
    mixesUnits: false
  };
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#match(BLANK);
  }

  sum(): Operand | null {
    return this.#chain(/[+-]/, () => this.#product());
  }

  #product(): Operand | null {
    return this.#chain(/[*/]|of /, () => this.#power());
  }

  #power(): Operand | null {
    const base = this.#signed();
    if (base === null || !/^(?:\^|\*\*)/.test(this.#text.slice(this.at, this.at + 2))) return base;
    this.at += this.#text[this.at] === '^' ? 1 : 2;
    this.#match(BLANK);
    const exponent = this.#signed();
    if (exponent === null) return this.#unreadable();
    this.found.hasOperator = true;
    return { ...base, value: base.value ** exponent.value, decimals: 0 };
  }

  /** Operands joined by operators of one rank; an operator without an operand after it ends the chain before it. */
  #chain(rank: RegExp, operand: () => Operand | null): Operand | null {
    let left = operand();
    while (left !== null) {
      const before = this.at;
      const operator = this.#operator(rank);
      if (operator === null) return left;
      const right = operand();
      if (right === null) {
        this.at = before;
        return left;
      }
      this.found.hasOperator = true;
      if (operator === '+' || operator === '-') this.#noteSum(left, right);
      left = joined(operator, left, right);
    }
    return null;
  }

  #operator(rank: RegExp): string | null {
    const sign = this.#text[this.at] ?? '';
    const isOf = this.#text.startsWith('of ', this.at);
    if (!rank.test(isOf ? 'of ' : sign) || (sign === '*' && this.#text[this.at + 1] === '*')) return null;
    this.at += isOf ? 3 : 1;
    this.#match(BLANK);
    return isOf ? '*' : sign;
  }

  #noteSum(left: Operand, right: Operand): void {
    if (left.isPercent !== right.isPercent) this.found.addsPercent = true;
    if (left.unit !== null && right.unit !== null && left.unit !== right.unit) this.found.mixesUnits = true;
  }

  #signed(): Operand | null {
    let sign = 1;
    const before = this.at;
    while (/[+-]/.test(this.#text[this.at] ?? '')) {
      if (this.#text[this.at] === '-') sign = -sign;
      this.at++;
      this.#match(BLANK);
    }
    const atom = this.#atom();
    if (atom === null) this.at = before;
    return atom === null ? null : { ...atom, value: sign * atom.value };
  }

  #atom(): Operand | null {
    const number = readNumber(this.#text, this.at);
    if (number !== null) {
      this.at = number.end;
      const isPercent = this.#match(/ ?(?:%|percent\b|per cent\b)/y) !== null;
      if (isPercent) this.found.hasPercent = true;
      const unit = this.#unit();
      const value = isPercent ? number.value / 100 : number.value;
      return { value, decimals: isPercent ? 0 : number.decimals, isPercent, unit };
    }
    if (this.#text[this.at] !== '(') return null;
    const before = this.at++;
    this.#match(BLANK);
    const inner = this.sum();
    if (inner === null || this.#text[this.at] !== ')') {
      this.at = before;
      return null;
    }
    this.at++;
    return { ...inner, unit: this.#unit() ?? inner.unit };
  }

  /** The unit behind a number, and the blanks after it; words that are none are left where they are. */
  #unit(): string | null {
    const next = this.#text[this.at] ?? '';
    if (/[\p{L}°]/u.test(next)) {
      const unit = this.#match(JOINED_UNIT);
      if (unit === null) this.isUnreadable = true;
      this.#match(BLANK);
      return unit === null ? null : this.#note(unit[0]);
    }
    const before = this.at;
    this.#match(BLANK);
    const words = this.#match(WORDS)?.[0].trim();
    if (words === undefined || !this.#isUnit(words)) {
      this.at = before;
      this.#match(BLANK);
      return null;
    }
    this.#match(BLANK);
    return this.#note(words);
  }

  /** A unit ends the text, or an operator, a bracket, `=` or a sign of a sentence follows it. */
  #isUnit(words: string): boolean {
    const parts = words.split(/[ /-]/);
    if (parts.some((word) => MULTIPLE.test(word))) {
      this.isUnreadable = true;
      return false;
    }
    if (/^of /.test(words) || parts.some((word) => NO_UNIT.test(word))) return false;
    const follows = this.#text.slice(this.at).trimStart()[0] ?? '';
    if (parts.length === 1 && words.length === 1) {
      // A letter alone is a variable.
      this.isUnreadable = true;
      return false;
    }
    return follows === '' || /[-+*/=)]/.test(follows);
  }

  #note(unit: string): string {
    this.found.units.push(unit);
    return unit.toLowerCase().replace(/(?<=..)e?s$/, '');
  }

  #unreadable(): null {
    this.isUnreadable = true;
    return null;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}

function joined(operator: string, left: Operand, right: Operand): Operand {
  const rest = { decimals: 0, isPercent: left.isPercent && right.isPercent, unit: left.unit ?? right.unit };
  switch (operator) {
    case '+':
      return { ...rest, value: left.value + right.value };
    case '-':
      return { ...rest, value: left.value - right.value };
    case '*':
      return { ...rest, value: left.value * right.value, isPercent: false };
    default:
      return { ...rest, value: left.value / right.value, isPercent: false };
  }
}
