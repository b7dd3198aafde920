// Texts that speak to a reading model instead of teaching it. Reported for people, never obeyed, and no reason to leave out:
// data about such texts is honest data.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { GateTally } from './row-gate.ts';

/** Every phrase has one of these: most texts end at this look. */
const MARKS = [
  'ignore ',
  'disregard ',
  'forget ',
  'override ',
  ' prompt',
  'you are now ',
  '<|',
  'inst]',
  '<<sys>>',
  'give th',
  'assign th',
  'award th',
  'rate th'
];
const PHRASES =
  /(?:ignore|disregard|forget|override) (?:all |any |every )?(?:of )?(?:the |your |my )?(?:previous|prior|above|earlier|preceding) (?:instruction|prompt|rule|direction|message)|(?:reveal|print|repeat|show)(?: me)? (?:the|your) (?:system|hidden|initial) prompt|you are now (?:in )?(?:dan|developer mode|jailbroken|an unrestricted)|<\|(?:im_start|im_end|system|endoftext)\|>|\[\/?inst\]|<<sys>>|(?:give|assign|award|rate) (?:this|the) (?:submission|dataset|answer|response|row) (?:a |an |the )?(?:score|rating|perfect|full|maximum|10)/;
const QUOTED = 60;

/** Notes what it sees; never an objection. */
export class PromptInjection {
  private readonly tally = new GateTally();

  note({ line, key }: CheckedRow): void {
    if (!MARKS.some((mark) => key.includes(mark))) return;
    const phrase = PHRASES.exec(key)?.[0];
    if (phrase !== undefined) this.tally.add({ line, message: `Says: "${phrase.slice(0, QUOTED)}"` });
  }

  result(rows: number): GateResult {
    const { count, findings } = this.tally;
    const value = rows === 0 ? 0 : count / rows;
    const detail =
      count === 0
        ? 'No row gives instructions to a reader.'
        : `${count} of ${rows} rows hold instructions to a reading model; they are shown here and nothing follows them.`;
    return { name: 'prompt-injection', pass: true, value, limit: 1, unit: 'share', leftOut: 0, detail, findings };
  }
}
