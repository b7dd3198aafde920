// `assay market reveal-benchmark`: publishes the key of a closed request's benchmark, so that anybody can recompute its scores.
import { defineCommand } from 'citty';
import { revealBenchmark } from '#lib/market/delivery/reveal-benchmark.ts';
import { asSender, isStopped, readRequest, requestArgument, senderArguments } from '../../session/market-session.ts';

export const revealBenchmarkCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'reveal-benchmark', description: "Publish the benchmark's key, after the settlement" },
    args: { ...requestArgument, ...senderArguments },
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const request = await readRequest(sender, args.request);
        const outcome = await revealBenchmark({ request }, sender, sender.options);
        if (isStopped(outcome)) return outcome;
        const { block, txHash } = outcome;
        return { requestId: request.id, block, txHash, says: `the key is public in block ${block}.` };
      })
  });
