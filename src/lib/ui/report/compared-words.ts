// What two results side by side show at once, what is folded away, and what is said of the gates they agree on.
import type { ComparedValue } from '../../core/mechanism/compared-values.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { shorten } from '../format/numbers.ts';

export interface ComparedParts {
  /** The score, and whatever differs. */
  shown: ComparedValue[];
  /** Agrees, and is there in at least one of both. */
  folded: ComparedValue[];
  /** What `folded` is, on its fold; '' where nothing is folded. */
  foldedWords: string;
  /** Of the gates on which both say the same; '' where there is none. */
  gateWords: string;
}

const GATE = /^gate /;
const LEFT_OUT = /^rows left out by /;

/** What gates are called, by their names in a result. */
export type GateNames = Readonly<Record<string, string>>;

export function comparedParts(values: readonly ComparedValue[], names: GateNames): ComparedParts {
  const present = values.filter(({ claimed, own }) => claimed !== null || own !== null);
  const isShown = ({ name, agrees }: ComparedValue) => name === 'score' || !agrees;
  const folded = present.filter((value) => !isShown(value) && !GATE.test(value.name) && !LEFT_OUT.test(value.name));
  const agreed = present.filter(({ name, agrees }) => GATE.test(name) && agrees);
  return {
    shown: present.filter(isShown),
    folded,
    foldedWords: foldedWords(folded),
    gateWords: gateWords(agreed, names)
  };
}

/** How a value is called in the table. */
export function comparedName(name: string, names: GateNames): string {
  const gateName = (gate: string) => names[gate] ?? gate;
  if (GATE.test(name)) return `gate: ${gateName(name.replace(GATE, ''))}`;
  if (LEFT_OUT.test(name)) return `rows left out by: ${gateName(name.replace(LEFT_OUT, ''))}`;
  return name;
}

/** With decimals where either has some, so that both can be read digit by digit. */
export function comparedNumber(value: ComparedValue, of: 'claimed' | 'own'): string {
  const shown = value[of];
  if (shown === null) return 'none';
  if (typeof shown === 'string') return shorten(shown, 8, 6);
  const isWhole = [value.claimed, value.own].every((one) => typeof one !== 'number' || Number.isInteger(one));
  return isWhole ? formatInteger(shown) : shown.toFixed(6);
}

export function agreementWords({ claimed, own, agrees }: ComparedValue): string {
  return claimed === own ? 'equal' : agrees ? 'within tolerance' : 'differs';
}

function foldedWords(folded: readonly ComparedValue[]): string {
  const near = folded.filter(({ claimed, own }) => claimed !== own).length;
  const equal = folded.length - near;
  return [
    ...(equal > 0 ? [`${count(equal, 'value')} ${equal === 1 ? 'is' : 'are'} equal`] : []),
    ...(near > 0 ? [`${count(near, 'value')} within the tolerance`] : [])
  ].join(', ');
}

function gateWords(agreed: readonly ComparedValue[], names: GateNames): string {
  if (agreed.length === 0) return '';
  const failed = agreed
    .filter(({ own }) => own === 'fail')
    .map(({ name }) => name.replace(GATE, ''))
    .map((name) => names[name] ?? name);
  const same = `${count(agreed.length, 'gate')} ${agreed.length === 1 ? 'says' : 'say'} the same in both`;
  if (failed.length === 0) return `${same}: passed.`;
  return `${same}; ${failed.length} of them ${failed.length === 1 ? 'fails' : 'fail'}: ${failed.join(', ')}.`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
