// `assay demo`: the whole main job, headless, on a fresh chain and node in a temporary folder.
import { defineCommand } from 'citty';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from '../demo/run-demo.ts';
import { startLocalStack } from '../local-stack.ts';
import { readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

export const demo = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'demo', description: 'Run the whole job once on a fresh local chain and content node' },
    args: {
      json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' },
      threads: { type: 'string', description: 'Threads for the training' }
    },
    async run({ args }) {
      const threads = args.threads === undefined ? undefined : readWhole('threads', args.threads, 1);
      const folder = await mkdtemp(join(tmpdir(), 'assay-demo-'));
      try {
        // Blocks come with transactions only: the local chain's time stands still while models train.
        const stack = await startLocalStack({
          dataDir: folder,
          host: '127.0.0.1',
          chainPort: 0,
          contentPort: 0,
          gatewayPort: 0,
          blockTimeMs: 0
        });
        try {
          say(`local chain ${stack.chainUrl} (simulated time), gateway ${stack.gatewayUrl}`);
          const result = await runDemo(stack, {
            say,
            dataDir: folder,
            threads,
            signal,
            onProgress: args.json ? undefined : progressLines()
          });
          if (args.json) printJson(result);
        } finally {
          await stack.stop();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  });
