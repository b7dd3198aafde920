// `assay market treasury`: who receives the treasury's part, and its handing over, which everyone sees seven days ahead.
import { defineCommand } from 'citty';
import { evmAddressOf } from '#lib/core/accounts/evm-address.ts';
import { readAddress } from '../../read-address.ts';
import { asReader, asSender, senderArguments, sent } from '../../session/market-session.ts';
import { edgeArguments } from '../../connect-market.ts';

const show = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'show', description: 'Who holds the treasury, and who is proposed' },
    args: edgeArguments,
    run: ({ args }) =>
      asReader(args, signal, async ({ chain }) => {
        const treasury = await chain.treasury();
        const { holder, proposed, fromBlock } = treasury;
        const next = proposed === null ? 'nobody is proposed' : `${proposed} may accept from block ${fromBlock} on`;
        return { ...treasury, says: `held by ${holder}; ${next}.` };
      })
  });

const propose = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'propose', description: 'Name the successor, or withdraw the proposal' },
    args: {
      to: { type: 'string', description: 'ss58 address of the successor; without it the proposal is withdrawn' },
      ...senderArguments
    },
    run: ({ args }) => {
      const to = args.to === undefined ? null : evmAddressOf(readAddress('to', args.to));
      return asSender(args, signal, async ({ chain, account, options }) =>
        sent(await chain.proposeTreasury(account, to, options), to === null ? 'withdrawn' : `${to} is proposed`, {
          treasury: await chain.treasury()
        })
      );
    }
  });

const accept = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'accept', description: 'Take the treasury over, as the proposed successor' },
    args: senderArguments,
    run: ({ args }) =>
      asSender(args, signal, async ({ chain, account, options }) =>
        sent(await chain.acceptTreasury(account, options), 'taken over', { treasury: await chain.treasury() })
      )
  });

export const treasuryCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'treasury', description: "The treasury's address" },
    subCommands: { show: show(signal), propose: propose(signal), accept: accept(signal) }
  });
