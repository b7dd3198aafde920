// `assay submit`: a miner's sealed answer to a request from a JSONL file; it is revealed later, with `assay market reveal`.
import { defineCommand } from 'citty';
import { edgeArguments } from '../connect-market.ts';
import { commitRows, forceArgument } from './market/commit.ts';
import { requestArgument, senderArguments } from '../session/market-session.ts';

export const submit = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'submit', description: 'Check rows, seal them as a package and commit it to a request' },
    args: {
      ...senderArguments,
      ...requestArgument,
      ...forceArgument,
      data: { type: 'string', required: true, description: 'Rows (JSONL)' },
      state: edgeArguments.data
    },
    run: ({ args: { data: rows, state, ...args } }) => commitRows({ ...args, rows, data: state }, signal)
  });
