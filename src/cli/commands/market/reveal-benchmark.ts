// `assay market reveal-benchmark`: publishes the key of a closed request's benchmark, so that anybody can recompute its scores.
import { defineCommand } from 'citty';
import { toHex } from '#lib/core/encoding/hex.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { findBenchmarkKey } from '#lib/market/scoring/find-benchmark-key.ts';
import { asSender, readRequest, requestArgument, senderArguments, sent } from '../../session/market-session.ts';

export const revealBenchmark = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'reveal-benchmark', description: "Publish the benchmark's key, after the settlement" },
    args: { ...requestArgument, ...senderArguments },
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { chain, account, options } = sender;
        const request = await readRequest(sender, args.request);
        const key = await findBenchmarkKey({ request, account }, sender, options);
        if (!key)
          throw new AppError('benchmark/no-key', "The benchmark's key is not on this machine.", {
            hints: ['Run it where the request was opened, or as a validator that the benchmark was sealed to.']
          });
        const seat = (await chain.electors(request.id)).find(({ hotkey }) => hotkey === account.publicKey)?.seat ?? 0;
        const outcome = await chain.revealBenchmark(account, { requestId: request.id, seat, key: toHex(key) }, options);
        return sent(outcome, 'the key is public', { requestId: request.id });
      })
  });
