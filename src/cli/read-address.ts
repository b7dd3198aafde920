// An account the user names by its ss58 address.
import { publicKeyOf } from '#lib/chain/wallet/public-key-of.ts';
import { AppError } from '#lib/core/error/app-error.ts';

/** @returns its public key. @throws AppError `input/not-an-address` naming the option. */
export function readAddress(option: string, text: string): `0x${string}` {
  const publicKey = publicKeyOf(text);
  if (publicKey) return publicKey;
  throw new AppError('input/not-an-address', `--${option} must be an ss58 address, not "${text}".`, {
    details: { option }
  });
}
