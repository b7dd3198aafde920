// croissant.json: metadata of a package in Croissant 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec.html).
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { rowPlaces } from '../dataset/row-fields.ts';
import { DATA_PATH, type PackageContents } from './package-contents.ts';

/** The context the specification prints in its appendix. */
const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform'
};
const FILE_ID = 'train.jsonl';
const RECORD_SET_ID = 'rows';
const DATA_TYPES: Record<string, string> = {
  string: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean'
};

/** JSON-LD for one package: the file with its sha256, and a record set with one field a column of the schema. */
export function croissant({ spec, requestCid, data, statistics }: PackageContents): Record<string, unknown> {
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: spec.title,
    description: spec.description,
    license: `https://spdx.org/licenses/${encodeURIComponent(spec.license)}`,
    // A folder cannot name its own CID: its address is wherever this document was read.
    url: './',
    isBasedOn: `ipfs://${requestCid}`,
    version: '1.0.0',
    keywords: ['synthetic', spec.kind, spec.domain],
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': FILE_ID,
        name: FILE_ID,
        description: `${statistics.rows} rows, one JSON object a line.`,
        contentUrl: DATA_PATH,
        contentSize: `${data.length} B`,
        encodingFormat: 'application/jsonlines',
        sha256: bytesToHex(sha256(data))
      }
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': RECORD_SET_ID,
        name: RECORD_SET_ID,
        description: 'The rows of the dataset.',
        field: Object.entries(columnsOf(spec)).map(([name, schema]) => field(name, schema))
      }
    ]
  };
}

/** The schema's columns; where it names none, those that hold input and output. */
function columnsOf({ schema, fields }: PackageContents['spec']): Record<string, unknown> {
  if (isRecord(schema.properties) && Object.keys(schema.properties).length > 0) return schema.properties;
  const pointers = rowPlaces(fields).map(({ pointer }) => pointer.split('/')[1] ?? '');
  return Object.fromEntries(pointers.filter((name) => name !== '').map((name) => [name, {}]));
}

function field(name: string, schema: unknown): Record<string, unknown> {
  const { type, description } = isRecord(schema) ? schema : {};
  return {
    '@type': 'cr:Field',
    '@id': `${RECORD_SET_ID}/${name}`,
    name,
    description: typeof description === 'string' ? description : `The column "${name}".`,
    dataType: (typeof type === 'string' && DATA_TYPES[type]) || 'sc:Text',
    source: { fileObject: { '@id': FILE_ID }, extract: { column: name } }
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
