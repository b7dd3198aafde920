// Where no secret may be kept, because others read what this origin keeps: nothing is taken, and nothing that lies there is used.
import { AppError } from '../core/error/app-error.ts';
import type { KeyVault } from '../ports/key-vault.ts';

export function refusedKeyVault(): KeyVault {
  return {
    get: async () => null,
    put: async (name) => {
      throw new AppError(
        'vault/shared-origin',
        'This page shares its origin with every other site of this gateway, so it keeps no keys.',
        {
          hints: [
            "Open it under an origin of its own: with npm start, or at a gateway's subdomain (https://CID.ipfs.GATEWAY/)."
          ],
          details: { name }
        }
      );
    },
    names: async () => []
  };
}
