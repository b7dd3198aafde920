// `assay market top-up`, `extend`, `cancel`: what can still be changed about a request before its deadline.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { readTao } from '../../read-tao.ts';
import { asSender, readRequest, requestArgument, senderArguments, sent } from '../../session/market-session.ts';
import { readDeadline } from './term-options.ts';

export const topUp = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'top-up', description: 'Add to the bounty of a request, whoever opened it' },
    args: {
      ...requestArgument,
      tao: { type: 'string', required: true, description: 'Amount of TAO' },
      ...senderArguments
    },
    run: ({ args }) => {
      const rao = readTao('tao', args.tao);
      return asSender(args, signal, async (sender) => {
        const { id } = await readRequest(sender, args.request);
        const outcome = await sender.chain.topUp(sender.account, { requestId: id, rao }, sender.options);
        const { bountyRao } = await sender.chain.request(id);
        return sent(outcome, `the bounty is ${taoText(bountyRao)} TAO now; added`, { requestId: id, bountyRao });
      });
    }
  });

export const extend = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'extend', description: 'Move the deadline of your request back' },
    args: {
      ...requestArgument,
      deadline: { type: 'string', required: true, description: 'New last block for submissions, or +BLOCKS from now' },
      ...senderArguments
    },
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { id } = await readRequest(sender, args.request);
        const deadlineBlock = readDeadline(args.deadline, (await sender.chain.bestBlock()).number);
        const outcome = await sender.chain.extend(sender.account, { requestId: id, deadlineBlock }, sender.options);
        return sent(outcome, `submissions until block ${deadlineBlock}; extended`, { requestId: id, deadlineBlock });
      })
  });

export const cancel = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'cancel', description: 'End your request while nobody has submitted anything' },
    args: { ...requestArgument, ...senderArguments },
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { id } = await readRequest(sender, args.request);
        const outcome = await sender.chain.cancel(sender.account, id, sender.options);
        return sent(outcome, 'all but the fee for opening is owed to you; cancelled', { requestId: id });
      })
  });
