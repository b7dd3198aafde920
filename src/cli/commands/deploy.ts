// `assay deploy`: puts the market contract on a chain and prints what others need to verify it.
import { defineCommand } from 'citty';
import {
  DEFAULT_MIN_WINDOW_BLOCKS,
  deployMarket,
  type DeployedPart,
  type MarketDeployment
} from '#lib/chain/market/deploy-market.ts';
import { MAX_WINDOW_BLOCKS } from '#lib/core/market/market-constants.ts';
import { accountArguments, chainArguments, edgeArguments, openChain, signingAccount } from '../connect-market.ts';
import { confirmCost } from '../confirm-cost.ts';
import { readAddress } from '../read-address.ts';
import { readWhole } from '../read-input.ts';
import { printJson, say } from '../say.ts';
import { senderArguments } from '../session/market-session.ts';

/** What the contract's fields hold. */
const MAX_UINT16 = 65_535;
const MAX_UINT32 = 4_294_967_295;

export const deploy = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'deploy', description: 'Put the market contract on a chain; prints what is needed to verify it' },
    args: {
      chain: chainArguments.chain,
      netuid: { type: 'string', required: true, description: 'Subnet whose validators score' },
      treasury: { type: 'string', required: true, description: "ss58 address that gets the treasury's 5 %" },
      'root-weight': {
        type: 'string',
        description: "Weight of root stake beside the subnet's, in ppm; default: the chain's TaoWeight"
      },
      'min-window': {
        type: 'string',
        description: 'Shortest window a request may name, in blocks',
        default: String(DEFAULT_MIN_WINDOW_BLOCKS)
      },
      ask: senderArguments.ask,
      json: edgeArguments.json,
      ...accountArguments
    },
    async run({ args }) {
      const netuid = readWhole('netuid', args.netuid, 0, MAX_UINT16);
      const treasury = readAddress('treasury', args.treasury);
      const minWindowBlocks = readWhole('min-window', args['min-window'], 1, MAX_WINDOW_BLOCKS);
      const rootWeight = args['root-weight'];
      const rootWeightPpm =
        rootWeight === undefined ? {} : { rootWeightPpm: readWhole('root-weight', rootWeight, 0, MAX_UINT32) };
      const connection = await openChain(args.chain, signal);
      try {
        const account = await signingAccount(args, connection.chainType === 'Development');
        const terms = { netuid, treasury, minWindowBlocks, ...rootWeightPpm };
        const deployed = await deployMarket(connection, account, terms, {
          signal,
          confirmCost: confirmCost({ ask: args.ask, signal })
        });
        if ('status' in deployed) return;
        if (args.json) return printJson(deployed);
        say(record(deployed));
      } finally {
        await connection.disconnect();
      }
    }
  });

function record({ address, chain, market, annex, compiler, constructorArguments, sentRao }: MarketDeployment): string {
  const { netuid, treasury, rootWeightPpm, minWindowBlocks } = constructorArguments;
  return [
    `The market stands at ${address} on ${chain.name}, since block ${market.block}.`,
    `  genesis              ${chain.genesisHash}`,
    `  constructor          netuid ${netuid}, treasury ${treasury}, root weight ${rootWeightPpm} ppm,`,
    `                       windows of at least ${minWindowBlocks} blocks, annex ${annex.address}`,
    `  sent with it         ${sentRao} rao, its reserve and the existential deposit`,
    ...codeOf('market', market),
    ...codeOf('annex', annex),
    `  compiled with        solc ${compiler.compiler}, viaIR, optimizer ${compiler.optimizerRuns} runs, ${compiler.evmVersion}, no metadata`,
    'Verify: compile the sources with those settings (npm run build:market), append the constructor arguments to the',
    'creation code of the market (the annex has none), and compare the hashes. Then choose the chain on the Network page',
    "with the market's address."
  ].join('\n');
}

const codeOf = (name: string, part: DeployedPart): string[] => [
  `  ${name.padEnd(7)}address       ${part.address}, block ${part.block}, from ${part.source}`,
  `         creation code keccak-256 ${part.creationCodeHash}`,
  `         code on chain keccak-256 ${part.runtimeCodeHash}, ${part.runtimeCodeBytes} bytes`
];
