// `assay market bond`: a validator's bond, which it needs for a seat; what is not locked by a request can leave.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { readTao } from '../../read-tao.ts';
import { asSender, senderArguments, sent, type Sender } from '../../session/market-session.ts';

const amount = { tao: { type: 'string', required: true, description: 'Amount of TAO' } } as const;

const show = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'show', description: 'Show the bond of an account' },
    args: senderArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const bond = await sender.chain.bond(sender.account.publicKey);
        const leaving =
          bond.leavesBlock === null ? '' : `, ${taoText(bond.leavingRao)} leaving (from block ${bond.leavesBlock} on)`;
        return {
          account: sender.account.address,
          ...bond,
          freeRao: bond.activeRao - bond.lockedRao,
          says: `${taoText(bond.activeRao)} TAO, ${taoText(bond.lockedRao)} of it locked by requests${leaving}`
        };
      })
  });

const deposit = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'deposit', description: 'Add to the bond' },
    args: { ...amount, ...senderArguments },
    run: ({ args }) => {
      const rao = readTao('tao', args.tao);
      return asSender(args, signal, async (sender) =>
        withBond(sender, await sender.chain.depositBond(sender.account, rao, sender.options), 'deposited')
      );
    }
  });

const leave = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'leave', description: 'Start taking a part back: it backs no seat from now on' },
    args: { ...amount, ...senderArguments },
    run: ({ args }) => {
      const rao = readTao('tao', args.tao);
      return asSender(args, signal, async (sender) => {
        const outcome = await sender.chain.requestWithdrawal(sender.account, rao, sender.options);
        const { leavesBlock } = await sender.chain.bond(sender.account.publicKey);
        return withBond(sender, outcome, `can be withdrawn from block ${leavesBlock} on; asked for`);
      });
    }
  });

const withdraw = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'withdraw', description: 'Take what has left the bond; "assay market claim" pays it out' },
    args: senderArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) =>
        withBond(sender, await sender.chain.withdrawBond(sender.account, sender.options), 'withdrawn, to be claimed')
      )
  });

async function withBond({ chain, account }: Sender, outcome: Parameters<typeof sent>[0], did: string) {
  return sent(outcome, did, { account: account.address, bond: await chain.bond(account.publicKey) });
}

export const bondCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'bond', description: "A validator's bond" },
    subCommands: { show: show(signal), deposit: deposit(signal), leave: leave(signal), withdraw: withdraw(signal) }
  });
