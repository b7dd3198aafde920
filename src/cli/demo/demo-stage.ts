// What every act of the demo works with.
import type { SigningAccount } from '#lib/ports/signing-account.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { LongCallOptions } from '#lib/core/long-call.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';
import type { KeyVault } from '#lib/ports/key-vault.ts';
import type { ScoreDraftStore } from '#lib/ports/score-draft-store.ts';
import type { ConnectedMarket } from '../connect-market.ts';
import type { LocalStack } from '../local-stack.ts';

export const DEMO_VALIDATORS = ['Alice', 'Bob', 'Charlie'];

export interface DemoStage extends ConnectedMarket {
  stack: LocalStack;
  vault: KeyVault;
  drafts: ScoreDraftStore;
  scorer: Scorer;
  randomBytes: (length: number) => Uint8Array;
  account(name: string): Promise<SigningAccount>;
  say: (line: string) => void;
  options: LongCallOptions;
}

/** Makes blocks until one after `block` is the best. */
export async function advancePast({ chain, stack }: DemoStage, block: number): Promise<void> {
  const { number } = await chain.bestBlock();
  if (number <= block) await stack.newBlocks(block - number + 1);
}

/** @throws AppError `demo/stopped`. */
export function requireDone<T extends { status: string }, S extends T['status']>(
  outcome: T,
  status: S
): Extract<T, { status: S }> {
  if (outcome.status === status) return outcome as Extract<T, { status: S }>;
  throw new AppError('demo/stopped', `The demo was stopped: ${outcome.status}.`);
}

export interface DemoPayout {
  account: string;
  name: string;
  rao: bigint;
}

/** Those of the accounts that the market owes something take it. */
export async function claimAll(stage: DemoStage, names: readonly string[]): Promise<DemoPayout[]> {
  const { chain, account, say, options } = stage;
  const payouts: DemoPayout[] = [];
  for (const name of names) {
    const payee = await account(name);
    const rao = await chain.owedRao(payee.publicKey);
    if (rao === 0n) continue;
    requireDone(await chain.claim(payee, payee.publicKey, options), 'finalized');
    payouts.push({ account: payee.address, name, rao });
    say(`${name} claimed ${rao} rao`);
  }
  return payouts;
}
