import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkDataset } from '../quality/check-dataset.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { parseRowsSpec } from '../request/parse-rows-body.ts';
import { buildPackage } from './build-package.ts';

const spec = parseRowsSpec({
  format: 'assay/request/1',
  mechanism: 'lift',
  title: 'Small "Python": functions\n---\nlicense: evil',
  kind: 'code',
  domain: 'python',
  description: 'A docstring and the function it describes.',
  schema: {
    type: 'object',
    required: ['input', 'output'],
    properties: {
      input: { type: 'string', description: 'The docstring.' },
      output: { type: 'string' },
      n: { type: 'integer' }
    }
  },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 1, max: 1000 },
  maxBytes: 1_000_000,
  license: 'CC-BY-4.0',
  constraints: ['No | imports.']
});
const data = new TextEncoder().encode(
  '{"input":"Adds.","output":"def add(a, b): return a + b"}\n{"input":"Öl","output":"x = 1"}\n'
);
const { gates } = await checkDataset({ spec, data, benchmark: null });
const build = () => buildPackage({ spec, requestCid: 'bafyrequest', data, gates });
const file = (path: string) => build().find((found) => found.path === path)!.bytes;
const text = (path: string) => new TextDecoder().decode(file(path));

describe('buildPackage', () => {
  test('gives the folder of a verified dataset, the same bytes every time', () => {
    expect(build().map(({ path }) => path)).toEqual([
      'README.md',
      'croissant.json',
      'data/train.jsonl',
      'reports/preflight.json',
      'request.json'
    ]);
    expect(build()).toEqual(build());
    expect(file('data/train.jsonl')).toEqual(data);
    expect(file('request.json')).toEqual(canonicalJson(spec));
  });

  test('the card has front matter that no title can break', () => {
    const [, front, body] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text('README.md'))!;
    expect(front).toMatchInlineSnapshot(`
      "pretty_name: "Small \\"Python\\": functions\\n---\\nlicense: evil"
      license: "cc-by-4.0"
      task_categories:
        - text-generation
      size_categories:
        - n<1K
      tags:
        - "synthetic"
        - "assay"
        - "code"
        - "python"
      configs:
        - config_name: default
          data_files:
            - split: train
              path: data/train.jsonl"
    `);
    expect(body).toContain('| Rows | 2 |');
    expect(body).toContain('- No | imports.');
    expect(body).toContain('| schema | yes | Every row satisfies the schema. |');
  });

  test('the metadata names the file by its sha256 and every column', () => {
    const metadata = JSON.parse(text('croissant.json')) as Record<string, unknown>;
    expect(metadata).toMatchObject({
      '@type': 'sc:Dataset',
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      license: 'https://spdx.org/licenses/CC-BY-4.0',
      distribution: [
        {
          contentUrl: 'data/train.jsonl',
          contentSize: `${data.length} B`,
          sha256: createHash('sha256').update(data).digest('hex')
        }
      ],
      recordSet: [
        {
          field: [
            { name: 'input', description: 'The docstring.', dataType: 'sc:Text' },
            { name: 'output' },
            { name: 'n', dataType: 'sc:Integer' }
          ]
        }
      ]
    });
  });

  test('the preflight report has gates and statistics', () => {
    expect(JSON.parse(text('reports/preflight.json'))).toMatchObject({
      format: 'assay/preflight/1',
      requestCid: 'bafyrequest',
      gates: expect.arrayContaining([expect.objectContaining({ name: 'size', pass: true, leftOut: 0 })]),
      statistics: { rows: 2, sizeBytes: data.length, input: { meanCharacters: 3.5, maxCharacters: 5 } }
    });
  });

  test('data that does not read is refused', () => {
    expect(() => buildPackage({ spec, requestCid: 'bafyrequest', data: new TextEncoder().encode('{'), gates })).toThrow(
      expect.objectContaining({ code: 'dataset/malformed-json' })
    );
  });
});
