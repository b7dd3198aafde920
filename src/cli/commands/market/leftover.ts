// `assay market leftover`: what contract calls left on the account's EVM address, gas above all, and how to have it back.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { asSender, senderArguments, sent } from '../../session/market-session.ts';

export const leftover = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'leftover', description: "What calls left on the account's EVM address" },
    args: {
      ...senderArguments,
      'take-back': { type: 'boolean', default: false, description: 'Take all of it back' }
    },
    run: ({ args }) =>
      asSender(args, signal, async ({ chain, account, options }) => {
        const rao = await chain.leftoverRao(account.publicKey);
        const says = `${taoText(rao)} TAO on the EVM address of ${account.address}`;
        if (!args['take-back'] || rao === 0n) return { rao, block: null, says: `${says}.` };
        return sent(await chain.takeBackLeftover(account, rao, options), `${taoText(rao)} TAO taken back`, { rao });
      })
  });
