// A request while it is being written: every field as typed, what is wrong with it, and a copy that survives a reload. The body is
// its mechanism's: the face says what it holds and what is wrong with it.
import { AppError } from '../../core/error/app-error.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { parseInvited } from '../../core/request/invited-hotkeys.ts';
import { parseFields } from '../../core/request/request-fault.ts';
import { RequestFrameSchema, type RequestSpec } from '../../core/request/request-spec.ts';
import type { OpenRequestInput } from '../../market/request/open-request.ts';
import { parseTao } from '../../core/encoding/tao.ts';
import type { BodyStep, MechanismFace } from '../mechanism/face.ts';
import { KeptDraft } from '../primitives/kept-draft.svelte.ts';
import { bytesOfMegabytes, megabytesProblem } from './file-size.ts';
import { namedProblem } from './field-names.ts';
import { emptyTermsDraft, termsProblems, toTerms, type TermsDraft } from './terms-draft.ts';

/** The frame's own steps; a mechanism's stand between them. */
const FRAME_FIELDS: Record<string, readonly string[]> = {
  Mechanism: ['mechanism'],
  Description: ['title', 'domain', 'description', 'license', 'megabytes'],
  Benchmark: ['benchmark', 'practice'],
  Bounty: ['bountyTao', 'threshold', 'deadlineBlocks'],
  Rules: [
    'terms',
    'quorum',
    'invited',
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
    'founderSeats',
    'coldkeyCapPercent',
    'benchmarkDepositTao',
    'earlyValidatorPercent',
    'earlyValidatorSeats'
  ],
  Review: []
};

/** A third party's benchmark, as it was when it was chosen; a registration never changes. */
export interface ChosenBenchmark {
  commitment: Hex;
  /** EVM address. */
  owner: Hex;
  feeRao: bigint;
  rows: number;
  bytes: number;
}

interface DraftData {
  mechanism: string;
  title: string;
  domain: string;
  description: string;
  megabytes: string;
  license: string;
  /** As the mechanism's form has it. */
  body: unknown;
  /** Whether a registered benchmark is asked with, instead of rows of one's own. */
  isRegistered: boolean;
  registered: ChosenBenchmark | null;
  benchmarkText: string;
  benchmarkName: string;
  practiceText: string;
  practiceName: string;
  bountyTao: string;
  /** Whether the hotkeys in `invitedText`, an ss58 address a line, may submit alone. */
  isForInvited: boolean;
  invitedText: string;
  /** Null until the market has said what it asks for. */
  terms: TermsDraft | null;
}

interface MarketRules {
  isLocal: boolean;
  minWindowBlocks: number;
  /** How many validators can score now. */
  validators: number;
  /** The key behind an ss58 address, or null. */
  publicKeyOf(address: string): Hex | null;
}

const empty = (mechanism: string): DraftData => ({
  mechanism,
  title: '',
  domain: '',
  description: '',
  megabytes: '10',
  license: 'CC0-1.0',
  body: null,
  isRegistered: false,
  registered: null,
  benchmarkText: '',
  benchmarkName: '',
  practiceText: '',
  practiceName: '',
  bountyTao: '',
  isForInvited: false,
  invitedText: '',
  terms: null
});

type LoadFace = (mechanism: string) => Promise<MechanismFace>;

export class RequestDraft {
  data = $state<DraftData>(empty(''));
  /** Of the chosen mechanism; null while it is loaded. */
  face = $state.raw<MechanismFace | null>(null);
  faceError = $state.raw<AppError | null>(null);
  restored = $state(false);
  readonly #kept = new KeptDraft<DraftData & Record<string, unknown>>('assay:request-draft');
  /** Fields the user has left once, whose errors may be shown. */
  touched = $state<Record<string, boolean>>({});
  #market = $state.raw<MarketRules | null>(null);
  readonly errors: Record<string, string> = $derived.by(() => validate(this.data, this.face, this.#market));
  readonly #mechanisms: readonly string[];
  readonly #loadFace: LoadFace;

  /** @param mechanisms that can be chosen; the first is taken until another is */
  constructor(mechanisms: readonly string[], loadFace: LoadFace) {
    this.#mechanisms = mechanisms;
    this.#loadFace = loadFace;
    this.data = empty(mechanisms[0]!);
  }

  /** The choice of a mechanism is a step only where there are several. */
  get steps(): string[] {
    return [
      ...(this.#mechanisms.length > 1 ? ['Mechanism'] : []),
      ...(this.face?.request.stepsBefore ?? []).map(({ name }) => name),
      'Description',
      ...(this.face?.request.stepsAfter ?? []).map(({ name }) => name),
      'Benchmark',
      'Bounty',
      'Rules',
      'Review'
    ];
  }

  /** The mechanism's own step of that name. */
  bodyStep(name: string): BodyStep | undefined {
    const { stepsBefore = [], stepsAfter = [] } = this.face?.request ?? {};
    return [...stepsBefore, ...stepsAfter].find((step) => step.name === name);
  }

  /** Fills in the rules that nobody has changed yet. */
  useMarket(market: MarketRules): void {
    this.#market = market;
    this.data.terms ??= emptyTermsDraft(market);
  }

  async restore(): Promise<void> {
    const saved = await this.#kept.read();
    if (saved) {
      const known = Object.keys(empty('')).filter((name) => name in saved);
      const kept = Object.fromEntries(known.map((name) => [name, saved[name]])) as Partial<DraftData>;
      this.data = { ...empty(this.#mechanisms[0]!), ...kept };
    }
    if (!this.#mechanisms.includes(this.data.mechanism)) this.data.mechanism = this.#mechanisms[0]!;
    await this.#takeFace(saved?.body === undefined ? saved : undefined);
    if (this.#market) this.useMarket(this.#market);
    this.restored = true;
  }

  /** Goes over to another mechanism, with an empty body; what belongs to the frame stays. */
  async chooseMechanism(name: string): Promise<void> {
    if (name === this.data.mechanism && this.face) return;
    Object.assign(this.data, { mechanism: name, body: null, registered: null, benchmarkText: '', practiceText: '' });
    this.face = null;
    await this.#takeFace();
  }

  get saving(): boolean {
    return this.#kept.saving;
  }

  save(): Promise<void> {
    return this.#kept.save(() => $state.snapshot(this.data) as DraftData & Record<string, unknown>);
  }

  async discard(): Promise<void> {
    const { mechanism } = this.data;
    this.data = { ...empty(mechanism), body: this.face?.request.emptyBody() ?? null };
    this.touched = {};
    if (this.#market) this.useMarket(this.#market);
    await this.#kept.discard();
  }

  shown(field: string): string | null {
    return this.touched[field] ? (this.errors[field] ?? null) : null;
  }

  /** Each names its field. */
  stepErrors(step: string): string[] {
    return this.#fieldsOf(step).flatMap((field) => {
      const problem = this.errors[field];
      return problem === undefined ? [] : [namedProblem(field, problem, this.face?.request.fieldNames)];
    });
  }

  touchStep(step: string): void {
    for (const field of this.#fieldsOf(step)) this.touched[field] = true;
  }

  /** The request as it stands; null while something in the body or the hidden part is wrong. */
  get spec(): Spec | null {
    return this.face && this.data.body !== null && this.errors.benchmark === undefined
      ? toSpec(this.data, this.face)
      : null;
  }

  /** The document without its hidden part, for whoever makes that; null while something that it says is wrong. */
  get document(): Spec | null {
    const before = this.steps.slice(0, this.steps.indexOf('Benchmark'));
    const isRight = this.face !== null && before.every((step) => this.stepErrors(step).length === 0);
    return isRight ? toSpec(this.data, this.face!) : null;
  }

  /** What goes to the owner of a registered benchmark. */
  get benchmarkFeeRao(): bigint {
    return this.data.isRegistered ? (this.data.registered?.feeRao ?? 0n) : 0n;
  }

  /** The verb's input. Call it only when `errors` is empty. */
  toInput(bestBlock: number): OpenRequestInput {
    const { data } = this;
    const own = data.isRegistered ? null : new TextEncoder().encode(data.benchmarkText);
    return {
      draft: { ...toSpec(data, this.face!), ...this.#invited() },
      benchmark: own ?? { registered: data.registered!.commitment },
      practice: own === null || data.practiceText.trim() === '' ? null : new TextEncoder().encode(data.practiceText),
      bountyRao: parseTao(data.bountyTao),
      terms: { ...toTerms(this.#termsDraft(), bestBlock), benchmarkFeeRao: this.benchmarkFeeRao },
      licence: data.terms!.forSale && data.terms!.privateDelivery ? data.terms!.licenceText.trim() : null
    };
  }

  /** Of a benchmark that its owner keeps, the requester knows no key to leave a deposit for. */
  #termsDraft(): TermsDraft {
    const { terms, isRegistered } = this.data;
    return isRegistered ? { ...terms!, benchmarkDepositTao: '0' } : terms!;
  }

  #invited(): Pick<RequestSpec, 'invited'> {
    const { isForInvited, invitedText } = this.data;
    return isForInvited ? { invited: parseInvited(invitedText, this.#market!.publicKeyOf) } : {};
  }

  #fieldsOf(step: string): readonly string[] {
    return FRAME_FIELDS[step] ?? this.bodyStep(step)?.fields ?? [];
  }

  /** @param old a draft that an older page kept flat. */
  async #takeFace(old?: Record<string, unknown>): Promise<void> {
    const { mechanism } = this.data;
    this.faceError = null;
    try {
      const face = await this.#loadFace(mechanism);
      if (this.data.mechanism !== mechanism) return;
      if (face.mechanism.needsPractice) this.data.isRegistered = false;
      this.data.body ??= (old && face.request.bodyOfOldDraft?.(old)) ?? face.request.emptyBody();
      this.face = face;
    } catch (thrown) {
      this.faceError = AppError.from(thrown);
    }
  }
}

type Spec = Omit<RequestSpec, 'benchmark' | 'practice'>;

function frameOf(data: DraftData): Spec {
  return {
    format: 'assay/request/1',
    mechanism: data.mechanism,
    title: data.title.trim(),
    domain: data.domain.trim(),
    description: data.description.trim(),
    maxBytes: bytesOfMegabytes(data.megabytes),
    license: data.license.trim()
  };
}

const toSpec = (data: DraftData, face: MechanismFace): Spec => ({
  ...frameOf(data),
  ...face.request.toBody(data.body)
});

const errorOf = (check: () => unknown): AppError | null => {
  try {
    check();
    return null;
  } catch (thrown) {
    return AppError.from(thrown);
  }
};
const messageOf = (check: () => unknown): string | null => errorOf(check)?.short ?? null;

function validate(data: DraftData, face: MechanismFace | null, market: MarketRules | null): Record<string, string> {
  const errors: Record<string, string> = {};
  const note = (field: string, message: string | null) => {
    if (message) errors[field] ??= message;
  };
  note('megabytes', megabytesProblem(data.megabytes));
  for (const [field, problem] of Object.entries(frameProblems(data))) note(field, problem);
  const inBody = face && data.body !== null ? face.request.problems(data.body) : null;
  if (inBody === null) note('mechanism', 'The form of this mechanism is still being loaded.');
  for (const [field, problem] of Object.entries(inBody ?? {})) note(field, problem);
  note(
    'bountyTao',
    messageOf(() => parseTao(data.bountyTao)) ??
      (parseTao(data.bountyTao) < 1_000_000n ? 'Offer at least 0.001 TAO.' : null)
  );
  if (market && data.isForInvited)
    note(
      'invited',
      messageOf(() => parseInvited(data.invitedText, market.publicKeyOf))
    );
  if (market && data.terms)
    for (const [field, problem] of Object.entries(termsProblems(data.terms, { ...market, bountyRao: bountyOf(data) })))
      if (field !== 'benchmarkDepositTao' || !data.isRegistered) note(field, problem);
      else note('terms', 'The market has not said its rules yet: it is still being asked.');
  if (face && inBody)
    for (const [field, problem] of Object.entries(hiddenProblems(data, face, inBody))) note(field, problem);
  return errors;
}

/** Null where it is not typed yet, or not right. */
function bountyOf({ bountyTao }: DraftData): bigint | null {
  try {
    return parseTao(bountyTao);
  } catch {
    return null;
  }
}

/** Each field on its own, so that every problem is named at once. */
function frameProblems(data: DraftData): Record<string, string> {
  const frame = frameOf(data);
  const { title, domain, description, license } = RequestFrameSchema.entries;
  return Object.fromEntries(
    Object.entries({ title, domain, description, license }).flatMap(([field, schema]) => {
      const message = messageOf(() => parseFields(schema, frame[field as 'title']));
      if (message === null) return [];
      const problem = message.replace(/^(?:The request )/, '');
      return [[field, `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`]];
    })
  );
}

/** What is wrong with the hidden part, and with what is public of its kind. */
function hiddenProblems(data: DraftData, face: MechanismFace, inBody: Record<string, string>): Record<string, string> {
  if (data.isRegistered)
    return data.registered ? {} : { benchmark: 'Choose a registered benchmark, or ask with rows of your own.' };
  const { missing, practice: words } = face.request.hidden(data.body);
  if (face.mechanism.needsPractice && data.practiceText.trim() === '') return { practice: words?.missing ?? missing };
  if (data.benchmarkText.trim() === '') return { benchmark: missing };
  const [first] = Object.keys(inBody);
  if (first !== undefined)
    return { benchmark: `Correct this first: ${namedProblem(first, inBody[first]!, face.request.fieldNames)}` };
  const spec = messageOf(() => face.mechanism.parseBody(face.request.toBody(data.body)));
  if (spec !== null) return { benchmark: spec };
  const bytes = (text: string) => new TextEncoder().encode(text);
  const check = (practice: Uint8Array | null) =>
    errorOf(() => face.mechanism.checkHidden(toSpec(data, face), bytes(data.benchmarkText), practice));
  if (face.mechanism.needsPractice) {
    const error = check(bytes(data.practiceText));
    if (error === null) return {};
    return { [words?.isFault?.(error) ? 'practice' : 'benchmark']: error.short };
  }
  const benchmark = check(null);
  if (benchmark !== null) return { benchmark: benchmark.short };
  const practice = data.practiceText.trim() === '' ? null : check(bytes(data.practiceText));
  return practice === null ? {} : { practice: practice.short };
}
