// `assay market reveal`, `open-package`, `deliver-key`, `forfeit`: a submission's package after the deadline and after settlement.
import { defineCommand } from 'citty';
import { expiredKeysSentence } from '#lib/core/sealing/keys-to-seal-to.ts';
import { deliverKey } from '#lib/market/delivery/deliver-key.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { revealSubmission } from '#lib/market/submission/reveal-submission.ts';
import {
  asSender,
  isStopped,
  readSubmission,
  senderArguments,
  sent,
  submissionArguments
} from '../../session/market-session.ts';

const packageArguments = { ...submissionArguments, ...senderArguments } as const;

export const reveal = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'reveal', description: 'Reveal an own submission to the validators, after the deadline' },
    args: packageArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const outcome = await revealSubmission(await readSubmission(sender, args), sender, sender.options);
        if (isStopped(outcome)) return outcome;
        const { block, sealedTo, expiredKeys } = outcome;
        const expired = expiredKeysSentence(expiredKeys);
        return {
          ...outcome,
          says: `revealed in block ${block} to uids ${sealedTo.join(', ')}; the deposit can be claimed.${expired ? ` ${expired}` : ''}`
        };
      })
  });

export const openPackageCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'open-package', description: 'Publish a passing package and its key: its miner is paid' },
    args: packageArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const outcome = await openPackage(await readSubmission(sender, args), sender, sender.options);
        if (isStopped(outcome)) return outcome;
        return { ...outcome, says: `opened in block ${outcome.block}: ${outcome.plainCid}` };
      })
  });

export const deliverKeyCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'deliver-key', description: "Deliver a passing package's key to the requester of a private request" },
    args: packageArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const outcome = await deliverKey(await readSubmission(sender, args), sender, sender.options);
        if (isStopped(outcome)) return outcome;
        return { ...outcome, says: `delivered in block ${outcome.block}.` };
      })
  });

export const forfeit = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'forfeit', description: 'Give the share of a package nobody opened in time to the requester' },
    args: packageArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { request, submission } = await readSubmission(sender, args);
        const ids = { requestId: request.id, index: submission.index };
        const outcome = await sender.chain.forfeit(sender.account, ids, sender.options);
        return sent(outcome, 'forfeited', { ...ids, rao: submission.shareRao });
      })
  });
