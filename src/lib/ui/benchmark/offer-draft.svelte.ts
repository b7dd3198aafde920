// An offer of a benchmark while it is written: every field as typed, what is wrong with it, and a copy that survives a reload.
import { AppError } from '../../core/error/app-error.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { typedAmount } from '../format/typed-amount.ts';
import type { HiddenWords, MechanismFace } from '../mechanism/face.ts';
import { KeptDraft } from '../primitives/kept-draft.svelte.ts';

interface OfferData {
  documentText: string;
  documentName: string;
  rowsText: string;
  rowsName: string;
  /** An ss58 address. */
  requester: string;
  feeTao: string;
}

type Field = 'document' | 'rows' | 'requester' | 'feeTao';
type Read<T> = { value: T; problem: null } | { value: null; problem: string };

const empty = (): OfferData => ({
  documentText: '',
  documentName: '',
  rowsText: '',
  rowsName: '',
  requester: '',
  feeTao: ''
});
const bytes = (text: string) => new TextEncoder().encode(text);

export class OfferDraft {
  data = $state<OfferData>(empty());
  restored = $state(false);
  readonly kept = new KeptDraft<OfferData>('assay:offer-draft');
  /** Of the document's mechanism; null while it is loaded. */
  face = $state.raw<MechanismFace | null>(null);
  faceError = $state.raw<AppError | null>(null);
  /** Fields that were left once, whose problems may be shown. */
  touched = $state<Partial<Record<Field, boolean>>>({});
  readonly #loadFace: (mechanism: string) => Promise<MechanismFace>;
  /** The key behind an ss58 address, or null. */
  readonly #publicKeyOf: (address: string) => Hex | null;

  readonly #frame = $derived.by((): Read<RequestSpec> => {
    const { documentText } = this.data;
    if (documentText.trim() === '') return { value: null, problem: 'Add the document of the request.' };
    return reading(() => parseRequestSpec(bytes(documentText)));
  });
  /** The request that it is for; null with a problem, or while its mechanism is loaded. */
  readonly document = $derived.by((): Read<RequestSpec> => {
    if (this.#frame.value === null) return this.#frame;
    if (this.faceError) return { value: null, problem: this.faceError.short };
    if (!this.face) return { value: null, problem: 'Its mechanism is still being loaded.' };
    const [face, frame] = [this.face, this.#frame.value];
    return reading(() => wholeSpec(face.mechanism, frame));
  });
  /** How many rows the hidden part has. */
  readonly items = $derived.by((): Read<number> => {
    const { rowsText } = this.data;
    if (rowsText.trim() === '') return { value: null, problem: this.words?.missing ?? 'Add the hidden part.' };
    if (this.document.value === null) return { value: null, problem: 'It is checked once the document is right.' };
    const [face, spec] = [this.face!, this.document.value];
    return reading(() => face.mechanism.checkHidden(spec, bytes(rowsText), null).items);
  });

  constructor(loadFace: (mechanism: string) => Promise<MechanismFace>, publicKeyOf: (address: string) => Hex | null) {
    this.#loadFace = loadFace;
    this.#publicKeyOf = publicKeyOf;
  }

  /** The mechanism that the document names; null where it is none yet. */
  get mechanism(): string | null {
    return this.#frame.value?.mechanism ?? null;
  }

  get words(): HiddenWords | null {
    return this.face && this.face.request.hidden(this.face.request.emptyBody());
  }

  get requester(): Read<Hex> {
    const { requester } = this.data;
    if (requester.trim() === '') return { value: null, problem: 'Name the account that will open the request.' };
    const value = this.#publicKeyOf(requester.trim());
    return value ? { value, problem: null } : { value: null, problem: 'This is not an ss58 address.' };
  }

  get feeRao(): Read<bigint> {
    const typed = typedAmount(this.data.feeTao);
    if (typed.value !== null) return { value: typed.value, problem: null };
    return { value: null, problem: typed.problem || 'Say what its request pays you; 0 asks for nothing.' };
  }

  get problems(): Partial<Record<Field, string>> {
    const of = { document: this.document, rows: this.items, requester: this.requester, feeTao: this.feeRao };
    return Object.fromEntries(
      Object.entries(of).flatMap(([field, { problem }]) => (problem === null ? [] : [[field, problem]]))
    );
  }

  /** The problem of a field that was left once, or that holds something. */
  shown(field: Field): string | null {
    const text = { document: this.data.documentText, rows: this.data.rowsText, requester: '', feeTao: '' }[field];
    return this.touched[field] || text.trim() !== '' ? (this.problems[field] ?? null) : null;
  }

  touchAll(): void {
    this.touched = { document: true, rows: true, requester: true, feeTao: true };
  }

  async restore(): Promise<void> {
    this.data = { ...empty(), ...(await this.kept.read()) };
    this.restored = true;
  }

  async discard(): Promise<void> {
    this.data = empty();
    this.touched = {};
    await this.kept.discard();
  }

  /** Loads what belongs to the mechanism that the document names now. */
  async takeFace(): Promise<void> {
    const { mechanism } = this;
    this.face = null;
    this.faceError = null;
    if (mechanism === null) return;
    try {
      const face = await this.#loadFace(mechanism);
      if (this.mechanism === mechanism) this.face = face;
    } catch (thrown) {
      if (this.mechanism === mechanism) this.faceError = AppError.from(thrown);
    }
  }

  /** The verb's input; null while something is wrong. */
  get input(): { draft: RequestSpec; benchmark: Uint8Array; requester: Hex; feeRao: bigint } | null {
    const [spec, items, requester, fee] = [this.document.value, this.items.value, this.requester.value, this.feeRao];
    if (spec === null || items === null || requester === null || fee.value === null) return null;
    return { draft: spec, benchmark: bytes(this.data.rowsText), requester, feeRao: fee.value };
  }
}

function reading<T>(read: () => T): Read<T> {
  try {
    return { value: read(), problem: null };
  } catch (thrown) {
    return { value: null, problem: AppError.from(thrown).short };
  }
}
