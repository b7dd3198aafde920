// `assay influence`: which rows lift and which hurt, judged on practice rows, and the score without the worst of them.
import { defineCommand } from 'citty';
import { influenceCsv, type DescribedRow } from '#lib/core/influence/influence-csv.ts';
import { influenceDataset } from '#lib/score/influence-dataset.ts';
import { preflightWithout } from '#lib/score/preflight-dataset.ts';
import { oneLine } from '../one-line.ts';
import { leftOutJson } from '../mechanism/lift/left-out-json.ts';
import { practiceArguments, practiceOptions, readPracticeInput } from '../practice-run.ts';
import { readWhole } from '../read-input.ts';
import { printJson, say } from '../say.ts';
import { sayComparison } from '../say-comparison.ts';

const SHOWN = 20;

export const influence = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'influence', description: 'Say which rows lift and which hurt, on practice rows' },
    args: {
      ...practiceArguments,
      csv: { type: 'boolean', default: false, description: 'Print all rows as CSV on standard output' }
    },
    async run({ args }) {
      const drop = args['drop-worst'] === undefined ? 0 : readWhole('drop-worst', args['drop-worst'], 1);
      const input = await readPracticeInput(args);
      const options = await practiceOptions(args, input.spec, signal);
      const report = await influenceDataset(input, options);
      if ('cancelled' in report) return;
      const worst = report.rows.slice(0, drop).map(({ line }) => line);
      const comparison = drop === 0 ? null : await preflightWithout(input, worst, options);
      if (comparison && 'cancelled' in comparison) return;
      if (args.json) return printJson({ ...report, leftOut: leftOutJson(comparison) });
      if (args.csv) return void process.stdout.write(influenceCsv(report.rows));
      say('');
      console.log('influence  alignment  pairing  line  input -> output');
      for (const row of report.rows.slice(0, SHOWN)) console.log(rowLine(row));
      if (comparison) sayComparison(comparison);
    }
  });

function rowLine({ influence, alignment, pairing, line, input, output }: DescribedRow): string {
  const numbers = [influence.toFixed(2).padStart(9), alignment.toFixed(4).padStart(9), pairing.toFixed(3).padStart(7)];
  return `${numbers.join('  ')}  ${String(line).padStart(4)}  ${oneLine(input)} -> ${oneLine(output)}`;
}
