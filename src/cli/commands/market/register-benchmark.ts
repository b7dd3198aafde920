// `assay market register-benchmark`: a third party locks a benchmark for one requester and asks a fee for it.
import { defineCommand } from 'citty';
import { expiredKeysSentence } from '#lib/core/sealing/keys-to-seal-to.ts';
import { taoText } from '#lib/core/encoding/tao.ts';
import { offerBenchmark } from '#lib/market/request/offer-benchmark.ts';
import { dataFolder, keysFolder } from '../../data-folder.ts';
import { readAddress } from '../../read-address.ts';
import { readInput } from '../../read-input.ts';
import { readTao } from '../../read-tao.ts';
import { asSender, isStopped, senderArguments } from '../../session/market-session.ts';

export const registerBenchmark = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'register-benchmark', description: 'Offer a hidden benchmark to one requester, for a fee' },
    args: {
      spec: { type: 'string', required: true, description: 'Request document that it is for (JSON)' },
      benchmark: { type: 'string', required: true, description: 'Hidden benchmark rows (JSONL)' },
      for: { type: 'string', required: true, description: 'The ss58 address of the requester' },
      fee: { type: 'string', required: true, description: 'TAO that its request pays you' },
      ...senderArguments
    },
    async run({ args }) {
      const requester = readAddress('for', args.for);
      const feeRao = readTao('fee', args.fee);
      const [draft, benchmark] = await Promise.all([readInput(args.spec), readInput(args.benchmark)]);
      await asSender(args, signal, async (sender) => {
        const outcome = await offerBenchmark({ draft, benchmark, requester, feeRao }, sender, sender.options);
        if (isStopped(outcome)) return outcome;
        const { commitment, block, sealedTo, expiredKeys } = outcome;
        const expired = expiredKeysSentence(expiredKeys);
        const says = [
          `registered in block ${block} for ${taoText(feeRao)} TAO, sealed to uids ${sealedTo.join(', ')}.`,
          ...(expired ? [expired] : []),
          `Tell the requester: assay market open --spec ${args.spec} --registered ${commitment} --benchmark-fee ${taoText(feeRao)} ...`,
          `Its key is in ${keysFolder(dataFolder(args.data))}; after the settlement: assay market reveal-benchmark.`
        ].join('\n');
        return { ...outcome, feeRao, says };
      });
    }
  });
