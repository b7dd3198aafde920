// The rows of one submission on their way past the gates, once each, in the file's order.
import { WrongAnswers } from './wrong-answers.ts';
import type { Example } from '../dataset/example.ts';
import { extractExamples } from '../dataset/extract-examples.ts';
import type { JsonlRow } from '../dataset/read-jsonl.ts';
import { compileRowSchema, type RowSchema } from '../dataset/row-schema.ts';
import { rowPlaces } from '../dataset/row-fields.ts';
import { AppError } from '../error/app-error.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { checkedRow, type CheckedRow, type RowReading } from './checked-row.ts';
import { CopiedLines } from './copied-lines.ts';
import { earlierSubmissions } from './earlier-submissions.ts';
import { EmptyOutputs } from './empty-outputs.ts';
import { EqualAnswers } from './equal-answers.ts';
import { ExactDuplicates } from './exact-duplicates.ts';
import { FillerOutputs } from './filler-outputs.ts';
import type { Fingerprints } from './fingerprints.ts';
import { rowsGate } from './gate-results.ts';
import type { GateFinding, GateResult } from '../gate/gate-result.ts';
import { Language } from './language.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { PersonalData } from './personal-data.ts';
import { practiceCopies } from './practice-copies.ts';
import { PromptInjection } from './prompt-injection.ts';
import { PublicCopies } from './public-copies.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import type { HiddenRows } from './read-benchmark.ts';
import { GateTally, shareResult, type RowGate } from './row-gate.ts';
import { fillerReason as fillerReason2 } from './rules-2/filler-reason.ts';
import { findPersonalDatum as findPersonalDatum2 } from './rules-2/find-personal-data.ts';
import { findSecret as findSecret2 } from './rules-2/find-secrets.ts';
import { OtherLanguage as OtherLanguage2 } from './rules-2/other-language.ts';
import { Secrets } from './secrets.ts';
import { templateCollapse, TemplateRows } from './template-collapse.ts';
import { NO_TESTS, type TestedRows } from './test-rows.ts';

/** A row that no gate has left out so far. */
interface CountedRow {
  line: number;
  examples: Example[];
}

/** The fields that hold what is learnt. */
const OUTPUT_FIELDS = new Set(['output', 'chosen', 'messages']);

export class GateRun {
  rows = 0;
  private counted: CountedRow[] = [];
  private readonly spec: RowsSpec;
  private readonly hidden: HiddenRows | null;
  private readonly reading: RowReading;
  private readonly schema: RowSchema;
  private readonly invalid = new GateTally();
  /** Gates that look at a row alone: at what is learnt, and at everything. */
  private readonly empty: EmptyOutputs;
  private readonly ofOutput: RowGate[];
  private readonly ofRow: RowGate[];
  private readonly outputPath: string;
  /** Gates that compare a row with the rows that count. */
  private readonly exact = new ExactDuplicates();
  private readonly near: NearDuplicates;
  private readonly tallies = new Map<RowGate, GateTally>();
  private readonly injection = new PromptInjection();
  private readonly templates = new TemplateRows();
  private readonly earlier: CopiedLines;
  private readonly practice: CopiedLines;

  constructor(
    spec: RowsSpec,
    reading: RowReading,
    hidden: HiddenRows | null,
    fingerprints: Fingerprints | null,
    tested: TestedRows = NO_TESTS
  ) {
    const { rules } = reading;
    this.spec = spec;
    this.hidden = hidden;
    this.reading = reading;
    this.schema = compileRowSchema(spec.schema);
    const { nearDuplicate, nearDuplicateOfNarrow } = QUALITY_LIMITS;
    this.near = new NearDuplicates(hidden === null || hidden.isNarrow ? nearDuplicateOfNarrow : nearDuplicate);
    this.earlier = new CopiedLines(this.exact, this.near);
    this.practice = new CopiedLines(this.exact, this.near);
    const { language, checks, fields } = spec;
    this.empty = new EmptyOutputs(rules);
    const filler = hidden?.filler ?? new FillerOutputs(rules === 2 ? fillerReason2 : undefined);
    const answers = checks?.length ? [new WrongAnswers(checks, fields, rules, tested)] : [];
    this.ofOutput = [
      filler,
      ...(rules !== 2 && fields.kind === 'preference' ? [new EqualAnswers()] : []),
      ...(language === undefined
        ? []
        : [new Language(language, rules === 2 ? new OtherLanguage2(language) : undefined)]),
      ...(fingerprints === null ? [] : [new PublicCopies(fingerprints, rules)])
    ];
    const overlap = hidden === null ? [] : [hidden.overlap];
    const personal =
      rules === 2
        ? [new Secrets(findSecret2), new PersonalData(findPersonalDatum2)]
        : [new Secrets(), new PersonalData()];
    const gates = [this.exact, this.near, this.empty, ...this.ofOutput, ...overlap, ...answers, ...personal];
    for (const gate of gates) this.tallies.set(gate, new GateTally());
    this.ofRow = [...overlap, ...personal];
    this.ofOutput.push(...answers);
    this.outputPath = rowPlaces(fields).find(({ field }) => OUTPUT_FIELDS.has(field))!.pointer;
  }

  take(row: JsonlRow): void {
    this.rows++;
    const valid = this.valid(row);
    if (valid === null) return;
    const { checked, examples } = valid;
    this.injection.note(checked);
    const { line } = checked;
    if (this.objects(checked)) return;
    this.templates.add(checked);
    this.counted.push({ line, examples });
  }

  /** Compares an earlier submission of the request; after all rows were taken. Passes on the bytes of each line. */
  compareEarlier(data: Uint8Array): Generator<number> {
    return this.earlier.compare(data, this.reading);
  }

  /** Compares the request's practice rows; after all rows were taken. Passes on the bytes of each line. */
  comparePractice(data: Uint8Array): Generator<number> {
    return this.practice.compare(data, this.reading);
  }

  /** Ends the run: the gates' results, and the rows that count. */
  finish(isComparedWithEarlier: boolean): { gates: GateResult[]; examples: Example[]; countedRows: number } {
    const { rows, templates, hidden } = this;
    const collapse = templateCollapse(templates, hidden?.templates ?? null);
    const leftOut = new Set([...this.earlier.lines(), ...this.practice.lines(), ...collapse.leftOut]);
    this.counted = this.counted.filter(({ line }) => !leftOut.has(line));
    const schema = {
      name: 'schema',
      limit: 0,
      offence: 'do not satisfy the schema',
      clean: 'Every row satisfies the schema.'
    } as const;
    return {
      gates: [
        shareResult(schema, this.invalid, rows),
        rowsGate(rows, this.counted.length, this.spec.rows),
        ...[...this.tallies].map(([gate, tally]) => gate.result(tally, rows)),
        ...(this.practice.sources > 0 ? [practiceCopies(this.practice, rows)] : []),
        ...(isComparedWithEarlier ? [earlierSubmissions(this.earlier, rows)] : []),
        collapse.result,
        this.injection.result(rows)
      ],
      examples: this.counted.flatMap(({ examples }) => examples),
      countedRows: this.counted.length
    };
  }

  private valid(row: JsonlRow): { checked: CheckedRow; examples: Example[] } | null {
    const fault = this.schema.check(row.value);
    if (fault !== null) return this.reject({ line: row.line, ...fault });
    try {
      const { fields, rules } = this.reading;
      return { checked: checkedRow(row, this.reading), examples: extractExamples(row, fields, rules) };
    } catch (error) {
      const cause = AppError.from(error);
      if (cause.code !== 'dataset/missing-field') throw error;
      return this.reject({ line: row.line, path: String(cause.details.path), message: this.messageOf(cause) });
    }
  }

  /** What to write into the request stands in the hints. */
  private messageOf({ short, hints }: AppError): string {
    return this.reading.rules === 2 ? short : [short, ...hints].join(' ');
  }

  private reject(finding: GateFinding): null {
    this.invalid.add(finding);
    return null;
  }

  /** Every gate that looks at the row alone says what it finds; a row left out is no model that others could repeat. */
  private objects(row: CheckedRow): boolean {
    const judge = (gate: RowGate, path?: string): boolean => {
      const objection = gate.object(row);
      if (objection !== null)
        this.tallies.get(gate)!.add({ line: row.line, ...(path === undefined ? {} : { path }), ...objection });
      return objection !== null;
    };
    const isOld = this.reading.rules === 2;
    const isEmpty = judge(this.empty);
    // What has no output says nothing that could be judged twice.
    const ofOutput = isEmpty && !isOld ? [] : this.ofOutput;
    const found = [
      ...ofOutput.map((gate) => judge(gate, isOld ? undefined : this.outputPath)),
      ...this.ofRow.map((gate) => judge(gate))
    ];
    return isEmpty || found.includes(true) || judge(this.exact) || judge(this.near);
  }
}
