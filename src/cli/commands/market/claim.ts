// `assay market claim`: pays out what the market owes the account, whatever for.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { readAddress } from '../../read-address.ts';
import { asSender, senderArguments, sent } from '../../session/market-session.ts';

export const claim = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'claim', description: 'Pay out what the market owes the account' },
    args: { to: { type: 'string', description: 'ss58 address to pay to (default: the account)' }, ...senderArguments },
    run: ({ args }) => {
      const to = args.to === undefined ? null : readAddress('to', args.to);
      return asSender(args, signal, async ({ chain, account, options }) => {
        const rao = await chain.owedRao(account.publicKey);
        if (rao === 0n) return { rao, block: null, says: 'nothing is owed to this account.' };
        return sent(await chain.claim(account, to ?? account.publicKey, options), `${taoText(rao)} TAO claimed`, {
          rao
        });
      });
    }
  });
