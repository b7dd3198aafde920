// `assay weights`: the weights vector from the validator's own scores, shown, then set.
import { defineCommand } from 'citty';
import { requireValidator } from '#lib/market/account-neuron.ts';
import { proposeWeights } from '#lib/market/propose-weights.ts';
import { accountArguments, connectMarket, edgeArguments, signingAccount } from '../connect-market.ts';
import { printJson, say } from '../say.ts';

export const weights = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'weights', description: 'Set weights from the scores this validator gave' },
    args: {
      chain: edgeArguments.chain,
      gateway: edgeArguments.gateway,
      json: edgeArguments.json,
      ...accountArguments,
      'dry-run': { type: 'boolean', default: false, description: 'Show the vector, send nothing' }
    },
    async run({ args }) {
      const market = await connectMarket({ ...args, signal });
      try {
        const account = await signingAccount(args, market.chain.identity().isLocal);
        requireValidator(await market.chain.metagraph(), account);
        const { uids, values, rows } = await proposeWeights(market, account);
        for (const row of rows)
          say(
            `  uid ${row.uid}: mean score ${row.meanScore.toFixed(4)} of ${row.scores}, weight ${row.previousValue} -> ${row.value}`
          );
        if (uids.length === 0) say("none of this validator's scores is above 0: there is nothing to set.");
        const sent =
          uids.length > 0 && !args['dry-run']
            ? await market.chain.setWeights(account, { uids, values }, { signal })
            : null;
        const block = sent?.status === 'finalized' ? sent.block.number : null;
        if (block !== null) say(`weights set in block ${block}.`);
        if (args.json) printJson({ uids, values, block });
      } finally {
        await market.stop();
      }
    }
  });
