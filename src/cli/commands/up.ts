// `assay up`, what `npm start` runs: the page, the local chain and the content node, until Ctrl-C.
import { defineCommand } from 'citty';
import { rm } from 'node:fs/promises';
import { isLoopbackName } from '#lib/core/access/host-names.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { chainFolder, contentFolder, dataFolder } from '../data-folder.ts';
import { devTokenFile } from '../dev-token.ts';
import { exposure } from '../exposure.ts';
import { onFreePort, startLocalStack } from '../local-stack.ts';
import { readWhole } from '../read-input.ts';
import { say } from '../say.ts';
import { servePage } from '../serve-page.ts';

export const up = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'up', description: 'Run the page, a local chain and a content node' },
    args: {
      data: { type: 'string', description: 'Folder for all state (default: the user data directory)' },
      fresh: { type: 'boolean', default: false, description: 'Start over: delete chain and content first' },
      host: { type: 'string', default: '127.0.0.1', description: 'Address to listen on' },
      port: { type: 'string', default: '5180', description: 'Port of the page' },
      'chain-port': { type: 'string', default: '9944', description: 'Port of the chain (WebSocket)' },
      'content-port': { type: 'string', default: '9101', description: 'Port of the content node (WebSocket)' },
      'gateway-port': { type: 'string', default: '8181', description: 'Port of the content gateway (HTTP)' },
      'allow-origin': {
        type: 'string',
        description: 'Web pages that may use chain and content node beside this one: origins, separated by commas'
      },
      'dev-methods': {
        type: 'boolean',
        description: 'The methods that make blocks and forks (default: only where --host is this machine alone)'
      },
      'block-time': {
        type: 'string',
        default: '1000',
        description: 'Milliseconds between empty blocks; 0 = only with transactions'
      },
      'commit-reveal': {
        type: 'boolean',
        default: false,
        description: 'Weights by commit and reveal, as Bittensor has it by default; another chain than without'
      }
    },
    async run({ args }) {
      const data = dataFolder(args.data);
      if (args.fresh)
        await Promise.all(
          [chainFolder(data), contentFolder(data)].map((folder) => rm(folder, { recursive: true, force: true }))
        );
      const isExposed = !isLoopbackName(args.host);
      const devMethods = args['dev-methods'] ?? !isExposed;
      const stack = await startLocalStack({
        dataDir: data,
        host: args.host,
        allowedOrigins: readOrigins(args['allow-origin']),
        devMethods,
        chainPort: readWhole('chain-port', args['chain-port']),
        contentPort: readWhole('content-port', args['content-port']),
        gatewayPort: readWhole('gateway-port', args['gateway-port']),
        blockTimeMs: readWhole('block-time', args['block-time']),
        commitReveal: args['commit-reveal']
      });
      try {
        const page = await onFreePort(readWhole('port', args.port), (port) =>
          servePage({ host: args.host, port, config: stack, access: stack.access })
        );
        say(
          [
            '',
            'Assay runs:',
            `  web page       ${page.url}`,
            `  local chain    ${stack.chainUrl}  (development chain, simulated time)`,
            `  content node   ${stack.contentAddress}`,
            `  gateway        ${stack.gatewayUrl}`,
            `  state          ${data}`,
            ...(devMethods ? [`  dev_* token    ${devTokenFile(data)}`] : []),
            '',
            ...(isExposed ? [...exposure({ host: args.host, page: page.url, ...stack, devMethods }), ''] : []),
            'Open the web page. Ctrl-C stops everything; the state stays.'
          ].join('\n')
        );
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        say('stopping ...');
        await page.stop();
      } finally {
        await stack.stop();
      }
    }
  });

/** @throws AppError `input/not-an-origin`. */
function readOrigins(text: string | undefined): string[] {
  const origins = (text ?? '').split(',').flatMap((part) => part.trim() || []);
  for (const origin of origins) {
    if (origin === '*' || /^[a-z][a-z\d+.-]*:\/\/[^\s/]+\/?$/i.test(origin)) continue;
    throw new AppError('input/not-an-origin', `--allow-origin takes origins, not "${origin}".`, {
      hints: ['Use for example --allow-origin https://assay.example,http://localhost:5173'],
      details: { option: 'allow-origin' }
    });
  }
  return origins;
}
