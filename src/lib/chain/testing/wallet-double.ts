// A wallet extension's side of `window.injectedWeb3` (@polkadot/extension-inject) without the extension: every request goes
// to `answerWallet`, where a test plays the person and holds the keys.
import type {
  Injected,
  InjectedAccount,
  InjectedMetadataKnown,
  InjectedWindowProvider,
  MetadataDef
} from '@polkadot/extension-inject/types';
import type { SignerPayloadJSON, SignerPayloadRaw } from '@polkadot/types/types';

export interface WalletDouble {
  id: string;
  accounts: InjectedAccount[];
  /** Chains whose metadata it has; null: it keeps none. */
  knows: InjectedMetadataKnown[] | null;
  /** How long after the page's first script it injects itself. */
  lateMs?: number;
}

export type WalletRequest =
  | { kind: 'enable' }
  | { kind: 'payload'; payload: SignerPayloadJSON }
  | { kind: 'raw'; payload: SignerPayloadRaw }
  | { kind: 'metadata'; definition: MetadataDef };

/** Answers as the extension does: with its result, or an error. */
export type AnswerWallet = (walletId: string, request: WalletRequest) => Promise<unknown>;

export interface WalletPage {
  answerWallet: AnswerWallet;
  injectedWeb3?: Record<string, InjectedWindowProvider>;
  /** By wallet: changes the accounts it shows. */
  showAccounts?: Record<string, (accounts: InjectedAccount[]) => void>;
}

/** Runs as the first script of a page, so it uses nothing of this file but its argument. */
export function installWalletDoubles(wallets: WalletDouble[]): void {
  const page = globalThis as unknown as WalletPage;
  const installed: Record<string, InjectedWindowProvider> = (page.injectedWeb3 ??= {});
  const showAccounts: NonNullable<WalletPage['showAccounts']> = (page.showAccounts ??= {});
  for (const { id, accounts, knows, lateMs } of wallets) {
    let shown = accounts;
    let known = knows ?? [];
    const listeners = new Set<(accounts: InjectedAccount[]) => void>();
    const ask = (request: WalletRequest) => page.answerWallet(id, request);
    const injected: Injected = {
      accounts: {
        get: () => Promise.resolve(shown),
        subscribe: (listener) => {
          listeners.add(listener);
          listener(shown);
          return () => listeners.delete(listener);
        }
      },
      signer: {
        signPayload: (payload) => ask({ kind: 'payload', payload }) as never,
        signRaw: (payload) => ask({ kind: 'raw', payload }) as never
      }
    };
    if (knows)
      injected.metadata = {
        get: () => Promise.resolve(known),
        provide: async (definition) => {
          const taken = (await ask({ kind: 'metadata', definition })) as boolean;
          if (taken) known = [...known, definition];
          return taken;
        }
      };
    const install = () => {
      installed[id] = { version: '1.0.0', enable: () => ask({ kind: 'enable' }).then(() => injected) };
    };
    showAccounts[id] = (changed) => {
      shown = changed;
      listeners.forEach((listener) => listener(changed));
    };
    if (lateMs === undefined) install();
    else setTimeout(install, lateMs);
  }
}
