// `assay market open`: posts a request from a document and a hidden benchmark, and puts its bounty into the contract.
import { defineCommand } from 'citty';
import { AppError } from '#lib/core/error/app-error.ts';
import type { Hex } from '#lib/core/encoding/hex.ts';
import { expiredKeysSentence, keysToSealTo } from '#lib/core/sealing/keys-to-seal-to.ts';
import { taoText } from '#lib/core/encoding/tao.ts';
import { parseInvited } from '#lib/core/request/invited-hotkeys.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';
import { defaultTerms } from '#lib/market/request/default-terms.ts';
import { openRequest } from '#lib/market/request/open-request.ts';
import { dataFolder, keysFolder } from '../../data-folder.ts';
import { readInput } from '../../read-input.ts';
import { readTao } from '../../read-tao.ts';
import { asSender, isStopped, senderArguments } from '../../session/market-session.ts';
import { readDeadline, readTerms, termArguments } from './term-options.ts';

export const open = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'open', description: 'Post a request with a hidden benchmark and a bounty' },
    args: {
      spec: { type: 'string', required: true, description: 'Request document (JSON)' },
      benchmark: { type: 'string', description: 'Hidden benchmark rows (JSONL)' },
      registered: { type: 'string', description: "Or the commitment of a third party's benchmark that is for you" },
      practice: { type: 'string', description: 'Public practice rows (JSONL)' },
      invited: {
        type: 'string',
        description: 'Hotkeys that alone may submit (file: an ss58 address a line)'
      },
      licence: { type: 'string', description: 'Text of the licence of a dataset that is sold (file)' },
      bounty: { type: 'string', required: true, description: 'Bounty in TAO' },
      deadline: {
        type: 'string',
        default: '+600',
        description: 'Last block for submissions; +N is so many blocks from now'
      },
      ...termArguments,
      ...senderArguments
    },
    async run({ args }) {
      const bountyRao = readTao('bounty', args.bounty);
      const document = parseRequestSpec(await readInput(args.spec));
      const benchmark = await readBenchmark(args);
      const practice = args.practice === undefined ? null : await readInput(args.practice);
      const invitedText = args.invited === undefined ? null : new TextDecoder().decode(await readInput(args.invited));
      const licence = args.licence === undefined ? null : new TextDecoder().decode(await readInput(args.licence));
      await asSender(args, signal, async (sender) => {
        const { chain, options } = sender;
        const [{ number }, { minWindowBlocks }, validators] = await Promise.all([
          chain.bestBlock(),
          chain.parameters(),
          chain.sealingKeys()
        ]);
        const { recipients } = keysToSealTo(validators, number);
        const deadlineBlock = readDeadline(args.deadline, number);
        const { isLocal } = chain.identity();
        const defaults = defaultTerms({ deadlineBlock, isLocal, minWindowBlocks, validators: recipients.length });
        const terms = readTerms(args, defaults);
        const invited = invitedText === null ? {} : { invited: parseInvited(invitedText, chain.publicKeyOf) };
        const draft = { ...document, ...invited };
        const outcome = await openRequest({ draft, benchmark, practice, licence, bountyRao, terms }, sender, options);
        if (isStopped(outcome)) return outcome;
        const { requestId, block, sealedTo, expiredKeys } = outcome;
        const expired = expiredKeysSentence(expiredKeys);
        const keys = keysFolder(dataFolder(args.data));
        const isOwn = benchmark instanceof Uint8Array;
        const says = [
          `request ${requestId} in block ${block}: ${taoText(bountyRao)} TAO, submissions until block ${deadlineBlock}, benchmark sealed to uids ${sealedTo.join(', ')}.`,
          ...(expired ? [expired] : []),
          isOwn
            ? `The benchmark's key is in ${keys}: publish it after the settlement with "assay market reveal-benchmark --request ${requestId}".`
            : "The benchmark's owner has its key, and is paid once scoring has begun."
        ].join('\n');
        return { ...outcome, terms, bountyRao, says };
      });
    }
  });

/** @throws AppError `input/missing-option` where there is none of the two, or both. */
async function readBenchmark(args: {
  benchmark?: string;
  registered?: string;
}): Promise<Uint8Array | { registered: Hex }> {
  if ((args.benchmark === undefined) === (args.registered === undefined))
    throw new AppError('input/missing-option', 'Give the hidden rows with --benchmark, or --registered and not both.', {
      details: { option: 'benchmark' }
    });
  if (args.benchmark !== undefined) return readInput(args.benchmark);
  if (/^0x[0-9a-f]{64}$/.test(args.registered!)) return { registered: args.registered as Hex };
  throw new AppError(
    'input/not-a-hash',
    '--registered must be a commitment: 32 bytes as 0x and 64 lower-case digits.',
    {
      details: { option: 'registered' }
    }
  );
}
