// `assay submit`: a miner's answer to a request from a JSONL file.
import { defineCommand } from 'citty';
import { submitDataset } from '#lib/market/submit-dataset.ts';
import { accountArguments, connectMarket, chainArguments, edgeArguments, signingAccount } from '../connect-market.ts';
import { readInput, readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

export const submit = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'submit', description: 'Check rows, publish them as a package and submit it to a request' },
    args: {
      request: { type: 'string', required: true, description: 'Number of the request' },
      data: { type: 'string', required: true, description: 'Rows (JSONL)' },
      ...chainArguments,
      gateway: edgeArguments.gateway,
      json: edgeArguments.json,
      ...accountArguments
    },
    async run({ args }) {
      const requestId = readWhole('request', args.request);
      const data = await readInput(args.data);
      const market = await connectMarket({ ...args, signal });
      try {
        const account = await signingAccount(args, market.chain.identity().isLocal);
        const outcome = await submitDataset(
          { requestId, data },
          { ...market, account },
          { signal, onProgress: progressLines() }
        );
        if (outcome.status !== 'submitted') return;
        if (args.json) printJson(outcome);
        else
          say(
            `submission ${outcome.submissionIndex} of request ${requestId} in block ${outcome.block}: ${outcome.packageCid}`
          );
      } finally {
        await market.stop();
      }
    }
  });
