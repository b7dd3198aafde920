import { expect, test } from 'vitest';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { Session } from '../session/session.svelte.ts';
import { Scoring } from './scoring.svelte.ts';

const named = (name: string, publicKey: `0x${string}`): SigningAccount => ({
  address: `5${name}`,
  publicKey,
  name,
  source: 'extension',
  key: { kind: 'injected', signer: {} }
});
const alice = named('Alice', '0x10');
const bob = named('Bob', '0x11');
/** Signed already, so that no wallet is asked. */
const report = { validator: { hotkey: alice.address, uid: 0 }, signature: '0x5e' } as ScoreReport;

test('a report is signed and sent by the account that measured it alone', async () => {
  const chain: Partial<MarketChain> = {
    publicKeyOf: (address) => [alice, bob].find((one) => one.address === address)?.publicKey ?? null
  };
  const scoring = new Scoring({ chain, account: bob } as unknown as Session);
  expect(await scoring.signed(report, alice)).toBe(report);
  const error = await scoring.signed(report, bob).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'report/other-validator', details: { measuredBy: '5Alice', account: '5Bob' } });
});
