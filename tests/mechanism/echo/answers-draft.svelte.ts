// The lines of a submission while they are written; not kept.
import type { EntryDraft } from '#lib/ui/mechanism/face.ts';
import type { EchoEntry } from './echo-mechanism.ts';

export class AnswersDraft implements EntryDraft {
  readonly requestId: number;
  text = $state('');
  changes = $state(0);

  constructor(requestId: number) {
    this.requestId = requestId;
  }

  entry(): EchoEntry | null {
    return this.text === '' ? null : { text: this.text };
  }

  change(text: string): void {
    this.text = text;
    this.changes++;
  }

  async restore(): Promise<void> {}
  leave(): void {}
  async discard(): Promise<void> {}
}
