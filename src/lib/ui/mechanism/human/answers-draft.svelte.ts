// The answers that a miner is about to submit; they survive a reload.
import type { HumanEntry } from '../../../core/human/mechanism/human-entry.ts';
import type { RequestSpec } from '../../../core/request/request-spec.ts';
import { KeptDraft } from '../../primitives/kept-draft.svelte.ts';
import type { EntryDraft } from '../face.ts';

interface Kept {
  requestId: number;
  text: string;
  fileName: string;
}

export class AnswersDraft implements EntryDraft {
  readonly requestId: number;
  readonly maxBytes: number;
  text = $state('');
  fileName = $state('');
  changes = $state(0);
  /** Only the newest answers are kept. */
  readonly #kept = new KeptDraft<Kept>('assay:answers-draft');

  constructor(requestId: number, { maxBytes }: Pick<RequestSpec, 'maxBytes'>) {
    this.requestId = requestId;
    this.maxBytes = maxBytes;
  }

  entry(): HumanEntry | null {
    return this.text.trim() === '' ? null : { answers: new TextEncoder().encode(this.text) };
  }

  change(text: string, fileName: string): void {
    this.text = text;
    this.fileName = fileName;
    this.changes++;
    void this.#kept.save(() => ({ requestId: this.requestId, text: this.text, fileName: this.fileName }));
  }

  async restore(): Promise<void> {
    const kept = await this.#kept.read().catch(() => undefined);
    // What was typed meanwhile is newer.
    if (kept?.requestId !== this.requestId || this.changes > 0) return;
    this.text = kept.text ?? '';
    this.fileName = kept.fileName ?? '';
    this.changes++;
  }

  leave(): void {}

  async discard(): Promise<void> {
    await this.#kept.discard();
  }
}
