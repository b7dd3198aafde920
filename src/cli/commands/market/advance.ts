// `assay market snapshot`, `draw`, `settle`: what anybody may do so that a request goes on.
import { defineCommand } from 'citty';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { asSender, readRequest, requestArgument, senderArguments, sent } from '../../session/market-session.ts';

type Call = 'snapshot' | 'draw' | 'settle';

const advance = (
  signal: AbortSignal,
  call: Call,
  description: string,
  did: (chain: MarketChain, requestId: number) => Promise<string>
) =>
  defineCommand({
    meta: { name: call, description },
    args: { ...requestArgument, ...senderArguments },
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { chain, account, options } = sender;
        const { id } = await readRequest(sender, args.request);
        const outcome = await chain[call](account, id, options);
        if (outcome.status !== 'finalized') return outcome;
        const { stage } = await chain.request(id);
        return sent(outcome, await did(chain, id), { requestId: id, stage });
      })
  });

export const snapshot = (signal: AbortSignal) =>
  advance(signal, 'snapshot', 'Seat the validators that score: permit, stake and bond now', async (chain, id) => {
    const { seedBlock } = await chain.request(id);
    const { length } = await chain.electors(id);
    return `${length} validators have a seat; who must score can be drawn from block ${seedBlock! + 1} on; seated`;
  });

export const draw = (signal: AbortSignal) =>
  advance(signal, 'draw', 'Draw who must score each submission', async (chain, id) => {
    const { stage, seedBlock } = await chain.request(id);
    return stage === 'seeded' ? `not drawn yet, as the seed is block ${seedBlock} now; sent` : 'drawn';
  });

export const settle = (signal: AbortSignal) =>
  advance(signal, 'settle', 'Settle a request, or refund it where nothing passed', async (chain, id) => {
    const { stage } = await chain.request(id);
    return `request ${id} is ${stage}, done`;
  });
