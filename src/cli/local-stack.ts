// The parts of a local Assay: chain with the market deployed, content node, and a keeper that pins what the market names.
import type { GenesisConfig } from '#devnet/genesis/genesis-config.ts';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet } from '#devnet/node/start-devnet.ts';
import { startHub } from '#hub/start-hub.ts';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { chainFolder, contentFolder } from './data-folder.ts';
import { devTokenIn } from './dev-token.ts';
import { sayHubEvent } from './say-hub-event.ts';
import { troubleLines } from './say-trouble.ts';
import { say } from './say.ts';
import { keepPinned } from './keep-pinned.ts';

export interface LocalStack {
  chainUrl: string;
  gatewayUrl: string;
  contentAddress: string;
  /** For `dev_*` methods of the chain; null where they are off. */
  devToken: string | null;
  /** Which web pages may use chain and content node. */
  access: BrowserAccess;
  newBlocks(count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalStackOptions {
  /** Absent: everything stays in memory and temporary folders. */
  dataDir?: string;
  host: string;
  chainPort: number;
  contentPort: number;
  gatewayPort: number;
  /** 0: blocks only when transactions arrive. */
  blockTimeMs: number;
  /** Web pages that may use chain and content node, beside our own. */
  allowedOrigins?: string[];
  /** Whether the chain has its `dev_*` methods; default: yes. */
  devMethods?: boolean;
  /** Weights go on chain by commit and reveal, as on a default subnet of Bittensor. */
  commitReveal?: boolean;
  /** What else begins otherwise than on the development chain; another chain than without. */
  genesis?: Partial<GenesisConfig>;
}

/** How many ports above a taken one are tried. */
const PORT_ATTEMPTS = 20;

export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.reverse()) await end().catch(() => undefined);
  };
  const access = new BrowserAccess(options.allowedOrigins);
  const trouble = troubleLines();
  try {
    const devToken =
      options.devMethods === false ? null : options.dataDir ? await devTokenIn(options.dataDir) : undefined;
    const devnet = await onFreePort(options.chainPort, (port) =>
      startDevnet({
        port,
        host: options.host,
        dataDir: options.dataDir && chainFolder(options.dataDir),
        blockTimeMs: options.blockTimeMs,
        access,
        devToken,
        onEvent: (event) => {
          if (event.type === 'error') trouble('the local chain', event.error);
          if (event.type === 'repair') say(`assay: ${event.sentence}`);
        },
        genesis: marketGenesis({
          ...(options.commitReveal ? { commitReveal: 'hash-or-timelock' } : {}),
          ...options.genesis
        })
      })
    );
    stops.push(() => devnet.stop());
    const startContent = (httpPort: number, wsPort: number) =>
      startHub({
        host: options.host,
        dataDir: options.dataDir && contentFolder(options.dataDir),
        wsPort,
        httpPort,
        access,
        onEvent: (event) => sayHubEvent(event, trouble)
      });
    const hub = await onFreePort(
      options.gatewayPort,
      (httpPort) => onFreePort(options.contentPort, (wsPort) => startContent(httpPort, wsPort), 'WebSocket'),
      'HTTP gateway'
    );
    stops.push(() => hub.stop());
    stops.push(await keepPinned(devnet.url, hub));
    return {
      chainUrl: devnet.url,
      gatewayUrl: hub.gatewayUrl,
      contentAddress: hub.wsMultiaddr,
      devToken: devnet.devToken,
      access,
      newBlocks: async (count) => void (await devnet.chain.newBlocks(count)),
      stop
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs `start` on the port, or on the next free one when it is taken; of a part with two ports, `purpose` says which. */
export async function onFreePort<T>(port: number, start: (port: number) => Promise<T>, purpose?: string): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await start(port === 0 ? 0 : port + attempt);
    } catch (thrown) {
      const { code, details } = AppError.from(thrown);
      const taken = code.endsWith('/port-in-use') && (purpose === undefined || details.purpose === purpose);
      if (!taken || port === 0 || attempt >= PORT_ATTEMPTS) throw thrown;
    }
  }
}
