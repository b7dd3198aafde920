// Where the page's effects are put together: chain, content, worker, wallets. Heavy parts load when first needed.
import type { PageConfig, SessionEdges } from '#lib/ui/session/session.svelte.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { createTabKeyVault } from '#lib/store/tab-key-vault.ts';
import { createTabWeightCommits } from '#lib/store/tab-weight-commits.ts';

const CONFIG_URL = 'assay-config.json';
/** Used where the page is served by a plain web server that has no configuration for it. */
const DEFAULTS: PageConfig = { chainUrl: 'ws://127.0.0.1:9944', gatewayUrl: 'http://127.0.0.1:8181' };

async function startTab() {
  const [{ startTabChain }, { trustedWorkerUrl }] = await Promise.all([
    import('#lib/chain/start-tab-chain.ts'),
    import('#lib/score/trusted-worker-url.ts')
  ]);
  return startTabChain(trustedWorkerUrl, () => location.reload());
}

export function pageEdges(): SessionEdges {
  return {
    async loadConfig(choice) {
      if (choice === 'tab') return { chainUrl: 'tab:', gatewayUrl: null };
      try {
        const response = await fetch(CONFIG_URL, { cache: 'no-store' });
        return response.ok ? { ...DEFAULTS, ...((await response.json()) as Partial<PageConfig>) } : DEFAULTS;
      } catch {
        return DEFAULTS;
      }
    },
    async connectChain({ chainUrl }) {
      const [{ connectChain }, { createMarketChain }, { networkOf }] = await Promise.all([
        import('#lib/chain/connect-chain.ts'),
        import('#lib/chain/create-market-chain.ts'),
        import('#lib/chain/network-of.ts')
      ]);
      const tab = chainUrl === 'tab:' ? await startTab() : null;
      const connection = await connectChain(chainUrl, tab ? { provider: tab } : {});
      const network = networkOf(connection);
      return {
        chain: createMarketChain(connection, network),
        newBlocks: network.isLocal ? async (count) => void (await connection.rpc('dev_newBlock', [{ count }])) : null,
        onStatus: (listener) => {
          connection.api.on('connected', () => listener(true));
          connection.api.on('disconnected', () => listener(false));
        }
      };
    },
    startTabChainOver: async () => (await startTab()).reset(),
    async openContent({ gatewayUrl }) {
      const { createTabStore } = await import('#lib/store/create-tab-store.ts');
      return createTabStore({ name: 'assay', gatewayUrl });
    },
    async scorer() {
      const { createScorer } = await import('#lib/score/score-in-worker.ts');
      return createScorer();
    },
    async preflights() {
      const { createPreflights } = await import('#lib/score/preflight-in-worker.ts');
      return createPreflights();
    },
    vault: createTabKeyVault(),
    weightCommits: createTabWeightCommits(),
    listWallets: async () => (await import('#lib/chain/injected-wallets.ts')).listInjectedWallets(),
    connectWallet: async (id) => (await import('#lib/chain/injected-wallets.ts')).connectInjectedWallet(id),
    async developmentAccounts() {
      const { accountFromUri } = await import('#lib/chain/account-from-uri.ts');
      return Promise.all(DEVELOPMENT_ACCOUNTS.map(({ uri, name }) => accountFromUri(uri, name, 'development')));
    },
    verifySignature: async (text, signature, hotkey) =>
      (await import('#lib/chain/sign-statement.ts')).verifyStatement(text, signature, hotkey),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length))
  };
}
