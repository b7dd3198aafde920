import { expect, test } from 'vitest';
import { Keyring } from '@polkadot/keyring';
import { stringToU8a, u8aToHex, u8aWrapBytes } from '@polkadot/util';
import { accountFromUri } from './account-from-uri.ts';
import { signStatement, verifyStatement } from './sign-statement.ts';

test('a statement verifies for its signer and its text only', async () => {
  const [alice, bob] = await Promise.all([
    accountFromUri('//Alice', 'Alice', 'development'),
    accountFromUri('//Bob', 'Bob', 'development')
  ]);
  const signature = (await signStatement(alice, 'score: 0.5'))!;
  expect(verifyStatement('score: 0.5', signature, alice.address)).toBe(true);
  expect(verifyStatement('score: 0.6', signature, alice.address)).toBe(false);
  expect(verifyStatement('score: 0.5', signature, bob.address)).toBe(false);
  expect(verifyStatement('score: 0.5', '0xnonsense', alice.address)).toBe(false);
  expect(verifyStatement('score: 0.5', '', alice.address)).toBe(false);
});

test.each(['ed25519', 'ecdsa', 'ethereum'] as const)('a statement signed with %s is by nobody', (type) => {
  const pair = new Keyring({ type }).addFromSeed(new Uint8Array(32).fill(7));
  const signed = u8aWrapBytes(stringToU8a('score: 0.5'));
  for (const withType of [false, true]) {
    const signature = u8aToHex(pair.sign(signed, { withType }));
    for (const hotkey of [pair.address, u8aToHex(pair.publicKey)])
      expect(verifyStatement('score: 0.5', signature, hotkey)).toBe(false);
  }
});

test('the kind of the signature may stand before it', async () => {
  const pair = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
  const signature = u8aToHex(pair.sign(u8aWrapBytes(stringToU8a('text')), { withType: true }));
  expect(verifyStatement('text', signature, pair.address)).toBe(true);
  expect(verifyStatement('text', signature.replace('0x01', '0x00') as `0x${string}`, pair.address)).toBe(false);
});

test('a wallet signs the same wrapped bytes, and its refusal is not an error', async () => {
  const alice = await accountFromUri('//Alice', 'Alice', 'development');
  const pair = alice.key.kind === 'pair' ? alice.key.pair : null;
  const wallet = (signRaw: (raw: { data: string }) => Promise<{ id: number; signature: `0x${string}` }>) => ({
    ...alice,
    source: 'extension' as const,
    key: { kind: 'injected' as const, signer: { signRaw } as never }
  });
  const honest = wallet(async ({ data }) => ({
    id: 1,
    signature: `0x${Buffer.from(pair!.sign(data)).toString('hex')}`
  }));
  expect(verifyStatement('text', (await signStatement(honest, 'text'))!, alice.address)).toBe(true);
  expect(
    await signStatement(
      wallet(async () => Promise.reject(new Error('Cancelled'))),
      'text'
    )
  ).toBeNull();
  await expect(signStatement(wallet(undefined as never), 'text')).rejects.toMatchObject({
    code: 'wallet/cannot-sign-text'
  });
});

test('a bad secret is refused without repeating it', async () => {
  const failure = accountFromUri('my very secret words', 'mine', 'key-file').catch((error: unknown) => error);
  expect(await failure).toMatchObject({ code: 'account/invalid-secret' });
  expect(JSON.stringify(await failure)).not.toContain('very secret');
});
