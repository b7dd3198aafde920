// `assay yuma`: one or more epochs of Yuma Consensus on a state given as JSON, in the chain's integers (docs/yuma.md).
import { defineCommand } from 'citty';
import { outputJson, stateJson } from '#lib/core/consensus/epoch-json.ts';
import { runEpochOn, stateAfter, type EpochState } from '#lib/core/consensus/epoch-state.ts';
import { parseEpochState } from '#lib/core/consensus/parse-epoch-state.ts';
import type { EpochOutput } from '#lib/core/consensus/run-epoch.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { readInput, readWhole } from '../read-input.ts';

const MOST_EPOCHS = 100_000;

export const yuma = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'yuma', description: 'Run an epoch of Yuma Consensus on a state given as JSON' },
    args: {
      state: { type: 'positional', required: true, description: 'JSON file of the state; - reads standard input' },
      epochs: { type: 'string', default: '1', description: 'Epochs to run, a tempo apart' },
      json: { type: 'boolean', default: false, description: 'Print one JSON document, the next state in it' }
    },
    async run({ args }) {
      const epochs = readWhole('epochs', args.epochs, 1);
      if (epochs > MOST_EPOCHS)
        throw new AppError('input/too-large', `--epochs is at most ${MOST_EPOCHS}.`, { details: { option: 'epochs' } });
      let state = await readState(args.state);
      const done: { block: number; output: EpochOutput }[] = [];
      for (let epoch = 0; epoch < epochs && !signal.aborted; epoch++) {
        const output = runEpochOn(state);
        done.push({ block: state.block, output });
        state = stateAfter(state, output);
      }
      const last = done.at(-1);
      if (signal.aborted || !last) return;
      if (!args.json) return print(tableOf(last.block, last.output));
      const results = done.map(({ block, output }) => outputJson(block, output));
      const document = { ...results.at(-1), state: stateJson(state), ...(epochs > 1 && { epochs: results }) };
      await print(JSON.stringify(document));
    }
  });

async function readState(path: string): Promise<EpochState> {
  const isStandardInput = path === '-';
  const bytes = isStandardInput ? await readStandardInput() : await readInput(path);
  return parseEpochState(new TextDecoder().decode(bytes), isStandardInput ? 'standard input' : path);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** Waits until all of it is out, as the process exits after the command; a reader that has had enough is no error. */
const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve() : reject(error)
    );
    process.stdout.write(`${text}\n`, (error) => {
      if (!error) resolve();
    });
  });

function tableOf(block: number, output: EpochOutput): string {
  const columns: [title: string, cell: (uid: number) => unknown][] = [
    ['uid', (uid) => uid],
    ['permit', (uid) => (output.validatorPermits[uid] ? 'yes' : '')],
    ['active', (uid) => (output.active[uid] ? 'yes' : '')],
    ['stake', (uid) => output.stakeWeight[uid]],
    ['trust', (uid) => output.validatorTrust[uid]],
    ['consensus', (uid) => output.consensus[uid]],
    ['incentive', (uid) => output.incentive[uid]],
    ['dividends', (uid) => output.dividends[uid]],
    ['emission/rao', (uid) => output.emissionRao[uid]],
    ['bonds', (uid) => output.bonds[uid]!.uids.length]
  ];
  const cells = columns.map(([title, cell]) => [title, ...output.active.map((_, uid) => String(cell(uid)))]);
  const widths = cells.map((column) => Math.max(...column.map((text) => text.length)));
  const lines = [`epoch at block ${block}; shares are u16 of 65535`];
  for (let row = 0; row <= output.active.length; row++)
    lines.push(cells.map((column, i) => column[row]!.padStart(widths[i]!)).join('  '));
  return lines.join('\n');
}
