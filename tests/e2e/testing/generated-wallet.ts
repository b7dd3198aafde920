// An injected wallet as a test double of a browser extension: it signs payloads with a real key, or refuses.
import type { SignerPayloadJSON, SignerResult } from '@polkadot/types/types';
import type { ApiPromise } from '@polkadot/api';
import { accountFromUri } from '#lib/chain/wallet/account-from-uri.ts';
import type { SigningAccount } from '#lib/ports/signing-account.ts';

/** @param refuse says per request whether the user presses "reject". */
export async function walletAccount(uri: string, api: ApiPromise, refuse: () => boolean): Promise<SigningAccount> {
  const account = await accountFromUri(uri, uri, 'development');
  const pair = account.key.kind === 'pair' ? account.key.pair : null;
  const signPayload = async (payload: SignerPayloadJSON): Promise<SignerResult> => {
    if (refuse()) throw new Error('Rejected by user');
    const { signature } = api.registry
      .createType('ExtrinsicPayload', payload, { version: payload.version })
      .sign(pair!);
    return { id: 1, signature };
  };
  return { ...account, source: 'extension', key: { kind: 'injected', signer: { signPayload } as never } };
}
