// npm run bench:public -- --data DIR --model FILE [--tiers 1,2] [--sources GSM8K] [--variants clean] [--results FILE] [--publish]
// Scores public rows by both tiers, clean and spoilt, natively, and writes docs/public-data.md from what came out.
// What is in the results already is not measured again. DIR holds the files of `public-data/sources.ts`, FILE is SmolLM2's GGUF.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { liftScore, pairingShare } from '#lib/core/lift/lift-score.ts';
import { measureLift } from '#lib/core/lift/measure-lift.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { liftProtocolOf, seedsUsed } from '#lib/core/lift/protocol.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { publishPublicData, type PublicResult } from './public-data/publish.ts';
import { PUBLIC_SOURCES, readSource, type PublicRow } from './public-data/sources.ts';
import { VARIANTS } from './public-data/variants.ts';
import { ResultLines } from './result-lines.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    tiers: { type: 'string', default: '1,2' },
    sources: { type: 'string', default: PUBLIC_SOURCES.map(({ name }) => name).join(',') },
    variants: { type: 'string', default: VARIANTS.map(({ name }) => name).join(',') },
    results: { type: 'string', default: '.cache/public-data.jsonl' },
    publish: { type: 'boolean', default: false }
  }
});
const results = new ResultLines<PublicResult>(values.results);

if (values.data !== undefined) {
  const runtime = await createNativeRuntime({ threads: 2 });
  for (const tier of values.tiers.split(',')) {
    const protocol = liftProtocolOf(tier === '2' ? { reference: 'smollm2-135m' } : {});
    const readModel = async () => new Uint8Array(readFileSync(values.model!));
    const reference = await readReference(referenceFromDisk, readModel, protocol.pretrained);
    const settings = JSON.stringify([protocol, reference.cid]);
    for (const source of PUBLIC_SOURCES.filter(({ name }) => values.sources.split(',').includes(name))) {
      const { benchmark, rows } = readSource(values.data, source);
      const other = PUBLIC_SOURCES[(PUBLIC_SOURCES.indexOf(source) + 1) % PUBLIC_SOURCES.length]!;
      for (const variant of VARIANTS.filter(({ name }) => values.variants.split(',').includes(name))) {
        const cell = { tier, source: source.name, variant: variant.name, settings };
        if (
          results.all.some((one) =>
            Object.entries(cell).every(([key, value]) => one[key as keyof PublicResult] === value)
          )
        )
          continue;
        const startedAt = performance.now();
        const measurement = await measureLift(
          {
            reference,
            protocol,
            examples: examplesOf(variant.of(rows, readSource(values.data, other).rows)),
            benchmarkExamples: examplesOf(benchmark),
            seeds: seedsUsed(practiceSeeds(), protocol)
          },
          { runtime }
        );
        const { score, interval95 } = liftScore(measurement, 1);
        const result: PublicResult = {
          ...cell,
          rows: rows.length,
          benchmarkRows: benchmark.length,
          score,
          interval95,
          liftShare: measurement.liftShare.value,
          pairingShare: pairingShare(measurement).value,
          baselineBitsPerByte: measurement.baseline.bitsPerByte,
          seconds: (performance.now() - startedAt) / 1000
        };
        results.add(result);
        console.log(tier, source.name, variant.name, score.toFixed(3), `${result.seconds.toFixed(0)} s`);
      }
    }
  }
}
if (values.publish) await publishPublicData(results.all);
process.exit(0);

function examplesOf(rows: readonly PublicRow[]) {
  return rows.map((row, index) => ({ line: index + 1, ...row }));
}
