// A dataset as a UnixFS folder any IPFS client can read. The same inputs give the same bytes and so the same CID.
import { canonicalJson } from '../encoding/canonical-json.ts';
import { croissant } from './croissant.ts';
import { datasetCard } from './dataset-card.ts';
import { datasetStatistics } from './dataset-statistics.ts';
import { DATA_PATH, type PackageContents } from './package-contents.ts';
import { readJsonl } from '../dataset/read-jsonl.ts';
import { rowText } from '../dataset/row-text.ts';

/**
 * The files of a package: `data/train.jsonl` (the bytes as given), `README.md` (dataset card), `croissant.json`,
 * `request.json` (canonical bytes) and `reports/preflight.json`. The licence is the one the request asks for.
 * Throws AppError for data that does not read (`dataset/...`).
 */
export function buildPackage({
  spec,
  requestCid,
  data,
  gates
}: Omit<PackageContents, 'statistics'>): { path: string; bytes: Uint8Array }[] {
  const rows = Array.from(readJsonl(data), (row) => rowText(row, spec.fields));
  const contents: PackageContents = {
    spec,
    requestCid,
    data,
    gates,
    statistics: datasetStatistics(rows, data.length)
  };
  return [
    { path: 'README.md', bytes: new TextEncoder().encode(datasetCard(contents)) },
    { path: 'croissant.json', bytes: canonicalJson(croissant(contents)) },
    { path: DATA_PATH, bytes: data },
    {
      path: 'reports/preflight.json',
      bytes: canonicalJson({ format: 'assay/preflight/1', requestCid, gates, statistics: contents.statistics })
    },
    { path: 'request.json', bytes: canonicalJson(spec) }
  ];
}
