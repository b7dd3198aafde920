// A request while it is being written: every field as typed, what is wrong with it, and a copy that survives a reload.
import { del, get, set } from 'idb-keyval';
import * as v from 'valibot';
import { checkPractice } from '../../core/benchmark/practice-rows.ts';
import { compileRowSchema } from '../../core/dataset/row-schema.ts';
import { AppError } from '../../core/error/app-error.ts';
import { checkBenchmark } from '../../core/quality/check-benchmark.ts';
import { RequestSpecSchema, type DatasetKind, type RequestSpec } from '../../core/request/request-spec.ts';
import { type RequestFields } from '../../core/dataset/row-fields.ts';
import type { OpenRequestInput } from '../../market/request/open-request.ts';
import { parseTao } from '../format/tao.ts';
import { readCheckDraft, type CheckDraft } from './check-draft.ts';
import { bytesOfMegabytes, megabytesProblem } from './file-size.ts';
import { namedProblem } from './field-names.ts';
import { KIND_PRESETS } from './kind-presets.ts';
import { emptyTermsDraft, termsProblems, toTerms, type TermsDraft } from './terms-draft.ts';

export const STEPS = ['Kind', 'Description', 'Schema', 'Benchmark', 'Bounty', 'Rules', 'Review'] as const;
export type Step = (typeof STEPS)[number];

const STORAGE_KEY = 'assay:request-draft';

interface DraftData {
  kind: DatasetKind;
  title: string;
  domain: string;
  description: string;
  schemaText: string;
  fields: RequestFields;
  rowsMin: string;
  rowsMax: string;
  megabytes: string;
  license: string;
  constraints: string;
  benchmarkText: string;
  benchmarkName: string;
  checks: CheckDraft[];
  practiceText: string;
  practiceName: string;
  bountyTao: string;
  /** Null until the market has said what it asks for. */
  terms: TermsDraft | null;
}

interface MarketRules {
  isLocal: boolean;
  minWindowBlocks: number;
  /** How many validators can score now. */
  validators: number;
}

const empty = (): DraftData => ({
  kind: 'text',
  title: '',
  domain: '',
  description: '',
  schemaText: JSON.stringify(KIND_PRESETS.text.schema, null, 2),
  fields: KIND_PRESETS.text.fields,
  rowsMin: '100',
  rowsMax: '5000',
  megabytes: '10',
  license: 'CC0-1.0',
  constraints: '',
  benchmarkText: '',
  benchmarkName: '',
  checks: [],
  practiceText: '',
  practiceName: '',
  bountyTao: '',
  terms: null
});

export class RequestDraft {
  data = $state<DraftData>(empty());
  restored = $state(false);
  saving = $state(false);
  #unsaved = false;
  /** Fields the user has left once, whose errors may be shown. */
  touched = $state<Record<string, boolean>>({});
  #market = $state.raw<MarketRules | null>(null);
  readonly errors: Record<string, string> = $derived.by(() => validate(this.data, this.#market));

  /** Fills in the rules that nobody has changed yet. */
  useMarket(market: MarketRules): void {
    this.#market = market;
    this.data.terms ??= emptyTermsDraft(market);
  }

  async restore(): Promise<void> {
    const saved = await get<DraftData>(STORAGE_KEY);
    if (saved) this.data = { ...empty(), ...saved };
    if (this.#market) this.useMarket(this.#market);
    this.restored = true;
  }

  /** Starts at once; what changes while it writes is written right after. */
  async save(): Promise<void> {
    this.#unsaved = true;
    if (this.saving) return;
    this.saving = true;
    try {
      while (this.#unsaved) {
        this.#unsaved = false;
        await set(STORAGE_KEY, $state.snapshot(this.data));
      }
    } finally {
      this.saving = false;
    }
  }

  async discard(): Promise<void> {
    this.data = empty();
    this.touched = {};
    if (this.#market) this.useMarket(this.#market);
    await del(STORAGE_KEY);
  }

  chooseKind(kind: DatasetKind): void {
    const preset = KIND_PRESETS[kind];
    this.data.kind = kind;
    this.data.schemaText = JSON.stringify(preset.schema, null, 2);
    this.data.fields = preset.fields;
  }

  shown(field: string): string | null {
    return this.touched[field] ? (this.errors[field] ?? null) : null;
  }

  /** Each names its field. */
  stepErrors(step: Step): string[] {
    return FIELDS_OF_STEP[step].flatMap((field) => {
      const problem = this.errors[field];
      return problem === undefined ? [] : [namedProblem(field, problem)];
    });
  }

  touchStep(step: Step): void {
    for (const field of FIELDS_OF_STEP[step]) this.touched[field] = true;
  }

  /** The verb's input. Call it only when `errors` is empty. */
  toInput(bestBlock: number): OpenRequestInput {
    const { data } = this;
    return {
      draft: toSpec(data),
      benchmark: new TextEncoder().encode(data.benchmarkText),
      practice: data.practiceText.trim() === '' ? null : new TextEncoder().encode(data.practiceText),
      bountyRao: parseTao(data.bountyTao),
      terms: toTerms(data.terms!, bestBlock),
      licence: data.terms!.forSale && data.terms!.privateDelivery ? data.terms!.licenceText.trim() : null
    };
  }
}

const FIELDS_OF_STEP: Record<Step, string[]> = {
  Kind: ['kind'],
  Description: ['title', 'domain', 'description', 'license'],
  Schema: ['schemaText', 'rowsMin', 'rowsMax', 'megabytes', 'checks', 'constraints'],
  Benchmark: ['benchmark', 'practice'],
  Bounty: ['bountyTao', 'threshold', 'deadlineBlocks'],
  Rules: [
    'terms',
    'quorum',
    'priceTao',
    'minerPercent',
    'freeBuyers',
    'licenceText',
    'revealBlocks',
    'scoreCommitBlocks',
    'scoreRevealBlocks',
    'challengeBlocks',
    'juryBlocks',
    'openBlocks',
    'outlierFloor',
    'maxSpread',
    'assigned',
    'maxPerColdkey',
    'depositTao',
    'validatorBondTao',
    'challengeBondTao',
    'earlyBonusPercent',
    'earlyBlocks',
    'founderBonusPercent',
    'founderSeats'
  ],
  Review: []
};

function toSpec(data: DraftData): Omit<RequestSpec, 'benchmark' | 'practice'> {
  const checks = data.checks.flatMap((draft) => {
    const read = readCheckDraft(draft);
    return 'check' in read ? [read.check] : [];
  });
  return {
    format: 'assay/request/1',
    mechanism: 'lift',
    title: data.title.trim(),
    kind: data.kind,
    domain: data.domain.trim(),
    description: data.description.trim(),
    schema: parseSchema(data.schemaText),
    fields: data.fields,
    rows: { min: Number(data.rowsMin), max: Number(data.rowsMax) },
    maxBytes: bytesOfMegabytes(data.megabytes),
    license: data.license.trim(),
    constraints: data.constraints
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    ...(checks.length > 0 ? { checks } : {})
  };
}

function parseSchema(text: string): Record<string, unknown> {
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema))
      return schema as Record<string, unknown>;
  } catch (cause) {
    throw new AppError('request/invalid-schema', `The schema is not JSON: ${(cause as Error).message}`);
  }
  throw new AppError('request/invalid-schema', 'The schema must be a JSON object.');
}

const messageOf = (check: () => unknown): string | null => {
  try {
    check();
    return null;
  } catch (thrown) {
    return AppError.from(thrown).short;
  }
};

function validate(data: DraftData, market: MarketRules | null): Record<string, string> {
  const errors: Record<string, string> = {};
  const note = (field: string, message: string | null) => {
    if (message) errors[field] ??= message;
  };
  note(
    'schemaText',
    messageOf(() => compileRowSchema(parseSchema(data.schemaText)))
  );
  if (!errors.schemaText) noteSpec(data, note);
  note('rowsMin', wholeAtLeast(data.rowsMin, 1));
  note(
    'rowsMax',
    wholeAtLeast(data.rowsMax, 1) ??
      (Number(data.rowsMax) < Number(data.rowsMin) ? 'The most must not be below the least.' : null)
  );
  note('megabytes', megabytesProblem(data.megabytes));
  note(
    'bountyTao',
    messageOf(() => parseTao(data.bountyTao)) ??
      (parseTao(data.bountyTao) < 1_000_000n ? 'Offer at least 0.001 TAO.' : null)
  );
  if (market && data.terms)
    for (const [field, problem] of Object.entries(termsProblems(data.terms, market))) note(field, problem);
  else note('terms', 'The market has not said its rules yet: it is still being asked.');
  const unread = data.checks.findIndex((draft) => 'problem' in readCheckDraft(draft));
  note('checks', unread === -1 ? null : `Check ${unread + 1} is not complete.`);
  note('benchmark', benchmarkProblem(data, errors));
  note('practice', errors.benchmark ? null : practiceProblem(data));
  return errors;
}

function noteSpec(data: DraftData, note: (field: string, message: string | null) => void): void {
  const result = v.safeParse(RequestSpecSchema, toSpec(data));
  if (result.success) return;
  for (const issue of result.issues) {
    const field = String(issue.path?.[0]?.key ?? '');
    note(field, `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`);
  }
}

function benchmarkProblem(data: DraftData, errors: Record<string, string>): string | null {
  if (data.benchmarkText.trim() === '') return 'Add the hidden rows: a JSONL file or pasted lines.';
  if (errors.schemaText) return 'Mend the schema first.';
  return messageOf(() =>
    checkBenchmark({ spec: toSpec(data), benchmark: new TextEncoder().encode(data.benchmarkText) })
  );
}

function practiceProblem(data: DraftData): string | null {
  if (data.practiceText.trim() === '') return null;
  const spec = toSpec(data);
  const bytes = (text: string) => new TextEncoder().encode(text);
  return messageOf(() => {
    const { examples } = checkBenchmark({ spec, benchmark: bytes(data.benchmarkText) });
    checkPractice({ spec, practice: bytes(data.practiceText) }, examples);
  });
}

function wholeAtLeast(text: string, least: number): string | null {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) >= least ? null : `Write a whole number of at least ${least}.`;
}
