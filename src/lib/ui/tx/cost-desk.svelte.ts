// Asks what a transaction may cost before the wallet is asked. Development accounts are not asked about unless the reader
// wants it: what they pay is shown in the transaction's line.
import { getContext, setContext } from 'svelte';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxCost } from '../../ports/tx-state.ts';

export interface CostQuestion {
  label: string;
  account: SigningAccount;
  cost: TxCost;
}

/** Of this tab only. */
const STORAGE_KEY = 'assay:ask-development-costs';

export class CostDesk {
  /** What the reader is asked now. */
  question = $state.raw<CostQuestion | null>(null);
  asksDevelopment = $state(sessionStorage.getItem(STORAGE_KEY) === 'yes');
  #answer: ((agreed: boolean) => void) | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves with the reader's answer; one question at a time. */
  confirm(question: CostQuestion): Promise<boolean> {
    if (question.account.source === 'development' && !this.asksDevelopment) return Promise.resolve(true);
    const asked = this.#last.then(
      () =>
        new Promise<boolean>((resolve) => {
          this.#answer = resolve;
          this.question = question;
        })
    );
    this.#last = asked;
    return asked;
  }

  answer(agreed: boolean): void {
    const resolve = this.#answer;
    this.#answer = null;
    this.question = null;
    resolve?.(agreed);
  }

  askDevelopment(asks: boolean): void {
    this.asksDevelopment = asks;
    sessionStorage.setItem(STORAGE_KEY, asks ? 'yes' : 'no');
  }
}

const KEY = Symbol('costs');
export const provideCosts = (desk: CostDesk): CostDesk => setContext(KEY, desk);
export const useCosts = (): CostDesk => getContext(KEY);
