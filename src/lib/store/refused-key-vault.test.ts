import { expect, test } from 'vitest';
import { refusedKeyVault } from './refused-key-vault.ts';

test('takes no secret and says why', async () => {
  const vault = refusedKeyVault();
  await expect(vault.put('benchmark:1', new Uint8Array(32))).rejects.toMatchObject({
    code: 'vault/shared-origin',
    hints: [expect.stringContaining('subdomain')]
  });
  expect(await vault.get('benchmark:1')).toBeNull();
  expect(await vault.names()).toEqual([]);
});
