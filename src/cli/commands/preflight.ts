// `assay preflight`: everything a validator will say about the rows, measured on practice rows before any transaction.
import { defineCommand } from 'citty';
import { resultDocument } from '#lib/core/mechanism/result-document.ts';
import { preflightDataset, preflightWithout } from '#lib/score/preflight-dataset.ts';
import { leftOutJson } from '../mechanism/lift/left-out-json.ts';
import { practiceArguments, practiceOptions, readPracticeInput } from '../practice-run.ts';
import { readWhole } from '../read-input.ts';
import { printJson, say } from '../say.ts';
import { sayComparison } from '../say-comparison.ts';
import { gateLines } from '../gate-lines.ts';

const SHOWN = 10;

export const preflight = (signal: AbortSignal) =>
  defineCommand({
    meta: {
      name: 'preflight',
      description: 'What a validator would say, on practice rows: gates, score, row influence'
    },
    args: practiceArguments,
    async run({ args }) {
      const drop = args['drop-worst'] === undefined ? 0 : readWhole('drop-worst', args['drop-worst'], 1);
      const input = await readPracticeInput(args);
      const options = await practiceOptions(args, input.spec, signal);
      const outcome = await preflightDataset(input, options);
      if ('cancelled' in outcome) return;
      const { result, influence } = outcome;
      const worst = influence?.rows.slice(0, drop).map(({ line }) => line) ?? [];
      const comparison = worst.length === 0 ? null : await preflightWithout(input, worst, options);
      if (comparison && 'cancelled' in comparison) return;
      if (args.json) return printJson({ verdict: resultDocument(result), influence, leftOut: leftOutJson(comparison) });
      say('');
      console.log(`score ${result.score.toFixed(4)}  ${result.reason}`);
      for (const line of result.gates.flatMap(gateLines)) console.log(`  ${line}`);
      if (influence)
        console.log(
          `  worst lines: ${influence.rows
            .slice(0, SHOWN)
            .map(({ line }) => line)
            .join(', ')}`
        );
      if (comparison) sayComparison(comparison);
    }
  });
