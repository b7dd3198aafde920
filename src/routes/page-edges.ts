// Where the page's effects are put together: chain, content, worker, wallets. Heavy parts load when first needed.
/// <reference types="vite/client" />
import chainWorkerUrl from '#workers/chain.worker.ts?worker&url';
import scoreWorkerUrl from '#workers/score.worker.ts?worker&url';
import { isOnPathGateway } from '#lib/core/access/path-gateway.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { Network } from '#lib/core/market/networks.ts';
import type { ContentStore } from '#lib/ports/content-store.ts';
import type { PretrainedModels } from '#lib/ports/pretrained-models.ts';
import type { SessionEdges } from '#lib/ui/session/session.svelte.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import type { ProgramRunner } from '#lib/core/program/program-runner.ts';
import { rememberRuns } from '#lib/core/program/remember-runs.ts';
import { mechanisms } from '#lib/score/mechanisms.ts';
import { withPrechecksApart } from '#lib/score/prechecks-apart.ts';
import { createTabModels } from '#lib/store/models/tab-models.ts';
import type { WorkerPlace } from '#lib/score/worker-call.ts';
import { refusedKeyVault } from '#lib/store/refused-key-vault.ts';
import { createTabKeyVault } from '#lib/store/tab-key-vault.ts';
import { isPersistent } from '#lib/store/tab-persistence.ts';
import { createTabScoreDrafts } from '#lib/store/tab-score-drafts.ts';
import { createTabWeightCommits } from '#lib/store/tab-weight-commits.ts';

const CONFIG_URL = 'assay-config.json';
/** What a server may say in assay-config.json; used as it is where a plain web server has none. */
const DEFAULTS: SiteConfig = { chainUrl: 'ws://127.0.0.1:9944', gatewayUrl: 'http://127.0.0.1:8181', devToken: null };

interface SiteConfig {
  chainUrl: string;
  gatewayUrl: string;
  /** For the `dev_*` methods of the chain; only the page that runs with it is told. */
  devToken: string | null;
}

async function siteConfig(): Promise<SiteConfig> {
  try {
    const response = await fetch(CONFIG_URL, { cache: 'no-store' });
    return response.ok ? { ...DEFAULTS, ...((await response.json()) as Partial<SiteConfig>) } : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

/** One address needs no race; of several the good ones, the fastest first. */
async function bestFirst(urls: readonly string[], wanted: Network | null): Promise<readonly string[]> {
  if (urls.length === 1) return urls;
  const { rankEndpoints } = await import('#lib/chain/connection/rank-endpoints.ts');
  return (await rankEndpoints(urls, wanted?.genesisHash ?? null)).map(({ url }) => url);
}

async function startTab() {
  const [{ startTabChain }, { trustedWorkerUrl }] = await Promise.all([
    import('#lib/chain/connection/start-tab-chain.ts'),
    import('#lib/score/trusted-worker-url.ts')
  ]);
  return startTabChain(chainWorkerUrl, trustedWorkerUrl, () => location.reload());
}

/** Handles on the models that are whole, by name. */
async function keptModels(models: PretrainedModels): Promise<Record<string, Blob>> {
  const here = (await models.list()).models.filter(({ state }) => state === 'here');
  return Object.fromEntries(
    await Promise.all(here.map(async ({ model: { name } }) => [name, await models.read(name)]))
  );
}

/** Loaded with the first program. */
function pageSandbox(): ProgramRunner {
  let opened: Promise<ProgramRunner> | undefined;
  const open = async () =>
    (await import('#lib/sandbox/host/tab-runner.ts')).tabRunner(new URL('sandbox/', document.baseURI).href);
  const runner = () => (opened ??= open());
  return rememberRuns({
    run: async (...call) => (await runner()).run(...call),
    test: async (...call) => (await runner()).test(...call)
  });
}

export function pageEdges(): SessionEdges {
  const sharesOrigin = isOnPathGateway(location.pathname);
  /** Of the chain this page is connected to: a wallet's account may be bound to another one. */
  let genesisHash: string | null = null;
  let content: ContentStore | null = null;
  const models = createTabModels({
    name: 'assay-models',
    async openContent() {
      if (content) return content;
      throw new AppError('store/unreachable', 'The page has no content store yet.', {
        hints: ['Try again in a moment.']
      });
    }
  });
  const programs = pageSandbox();
  const place: WorkerPlace = { workerUrl: scoreWorkerUrl, models: () => keptModels(models), programs };
  return {
    async loadConfig(choice) {
      const { wantedNetwork } = await import('#lib/ui/session/wanted-network.ts');
      const network = wantedNetwork(choice);
      if (choice.kind === 'tab') return { chainUrls: [], network, gatewayUrl: null, devToken: null };
      const { chainUrl, gatewayUrl, devToken } = await siteConfig();
      // The token is for the chain of this site, whoever else says it is a local one.
      return { chainUrls: network?.endpoints ?? [chainUrl], network, gatewayUrl, devToken: network ? null : devToken };
    },
    async connectChain({ chainUrls, network: wanted, devToken }) {
      const [{ connectChain }, { createMarketChain }, { networkOf }, { makeBlocks }] = await Promise.all([
        import('#lib/chain/connection/connect-chain.ts'),
        import('#lib/chain/create-market-chain.ts'),
        import('#lib/chain/connection/network-of.ts'),
        import('#lib/chain/connection/make-blocks.ts')
      ]);
      const connection =
        chainUrls.length === 0
          ? await connectChain('this tab', { provider: await startTab() })
          : await connectChain(await bestFirst(chainUrls, wanted));
      const network = networkOf(connection, wanted);
      genesisHash = connection.genesisHash;
      return {
        chain: createMarketChain(connection, network),
        newBlocks:
          network.isLocal && (devToken !== null || chainUrls.length === 0)
            ? (count) => makeBlocks((method, params) => connection.rpc(method, params), count, devToken)
            : null,
        onStatus: (listener) => {
          connection.api.on('connected', () => listener(true));
          connection.api.on('disconnected', () => listener(false));
        }
      };
    },
    startTabChainOver: async () => (await startTab()).reset(),
    async openContent({ gatewayUrl }) {
      const { createTabStore } = await import('#lib/store/create-tab-store.ts');
      return (content = await createTabStore({ name: 'assay', gatewayUrl }));
    },
    models,
    archives: {
      read: async (...call) => (await import('#lib/store/archive/read-archive.ts')).readArchive(...call),
      write: async (files) => (await import('#lib/store/archive/write-archive.ts')).writeArchive(files)
    },
    mechanisms: withPrechecksApart(mechanisms, async (...call) => {
      const { precheckInWorker } = await import('#lib/score/precheck-in-worker.ts');
      return precheckInWorker(place, ...call);
    }),
    async scorer() {
      const { createScorer } = await import('#lib/score/score-in-worker.ts');
      return createScorer(place);
    },
    async preflights() {
      const { createPreflights } = await import('#lib/score/preflight-in-worker.ts');
      return createPreflights(place);
    },
    async harnessChecks() {
      const { createHarnessChecks } = await import('#lib/score/harness-in-worker.ts');
      return createHarnessChecks(place);
    },
    async checkSandbox(options) {
      const { checkSandbox } = await import('#lib/core/validator/check-sandbox.ts');
      return checkSandbox(programs, options);
    },
    async facts() {
      const { createFactsReadings } = await import('#lib/score/facts-in-worker.ts');
      return createFactsReadings(place);
    },
    sharesOrigin,
    vault: sharesOrigin ? refusedKeyVault() : createTabKeyVault(),
    isStoragePersistent: isPersistent,
    weightCommits: createTabWeightCommits(),
    scoreDrafts: createTabScoreDrafts(),
    listWallets: async () => (await import('#lib/chain/wallet/injected-wallets.ts')).listInjectedWallets(),
    connectWallet: async (id) =>
      (await import('#lib/chain/wallet/injected-wallets.ts')).connectInjectedWallet(id, genesisHash),
    async developmentAccounts() {
      const { accountFromUri } = await import('#lib/chain/wallet/account-from-uri.ts');
      return Promise.all(DEVELOPMENT_ACCOUNTS.map(({ uri, name }) => accountFromUri(uri, name, 'development')));
    },
    verifySignature: async (text, signature, hotkey) =>
      (await import('#lib/chain/wallet/sign-statement.ts')).verifyStatement(text, signature, hotkey),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length))
  };
}
