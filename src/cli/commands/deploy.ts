// `assay deploy`: puts the market contract on a chain and prints what others need to verify it.
import { defineCommand } from 'citty';
import { decodeAddress } from '@polkadot/util-crypto';
import { u8aToHex } from '@polkadot/util';
import { deployMarket } from '#lib/chain/deploy-market.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { accountArguments, chainArguments, edgeArguments, openChain, signingAccount } from '../connect-market.ts';
import { readWhole } from '../read-input.ts';
import { printJson, say } from '../say.ts';

export const deploy = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'deploy', description: 'Put the market contract on a chain; prints what is needed to verify it' },
    args: {
      chain: chainArguments.chain,
      netuid: { type: 'string', required: true, description: 'Subnet whose validators score' },
      treasury: { type: 'string', required: true, description: "ss58 address that gets the treasury's 5 %" },
      json: edgeArguments.json,
      ...accountArguments
    },
    async run({ args }) {
      const netuid = readWhole('netuid', args.netuid);
      const treasury = readAddress('treasury', args.treasury);
      const connection = await openChain(args.chain, signal);
      try {
        const account = await signingAccount(args, connection.chainType === 'Development');
        const deployed = await deployMarket(connection, account, { netuid, treasury }, { signal });
        if ('status' in deployed) return;
        if (args.json) return printJson(deployed);
        const { address, chain, block, creationCodeHash, runtimeCodeHash, compiler } = deployed;
        say(
          [
            `DatasetMarket stands at ${address} on ${chain.name}, since block ${block}.`,
            `  genesis              ${chain.genesisHash}`,
            `  constructor          netuid ${netuid}, treasury ${deployed.constructorArguments.treasury}`,
            `  creation code        keccak-256 ${creationCodeHash}`,
            `  code on chain        keccak-256 ${runtimeCodeHash}, ${deployed.runtimeCodeBytes} bytes`,
            `  source               ${deployed.source}, solc ${compiler.compiler}`,
            `  settings             viaIR, optimizer ${compiler.optimizerRuns} runs, ${compiler.evmVersion}, no metadata hash`,
            'Verify: compile that source with those settings (npm run build:contracts), append the constructor arguments,',
            'and compare the hash. Then choose the chain on the Network page with this address.'
          ].join('\n')
        );
      } finally {
        await connection.disconnect();
      }
    }
  });

/** @throws AppError `input/not-an-address` naming the option. */
function readAddress(option: string, text: string): `0x${string}` {
  try {
    return u8aToHex(decodeAddress(text));
  } catch {
    throw new AppError('input/not-an-address', `--${option} must be an ss58 address, not "${text}".`, {
      details: { option }
    });
  }
}
