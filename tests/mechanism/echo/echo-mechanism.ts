// A mechanism for tests, small enough to see what the seam asks of one: a submission is lines of text, the hidden part is lines of
// text, and the score is the share of lines that are equal. It knows nothing of lift, and the market nothing of it.
import { AppError } from '#lib/core/error/app-error.ts';
import { canonicalJson } from '#lib/core/encoding/canonical-json.ts';
import { ComparedValues, isSame, refutation } from '#lib/core/mechanism/compared-values.ts';
import type { Mechanism } from '#lib/core/mechanism/mechanism.ts';
import { parseFields, requireKnownFields } from '#lib/core/request/request-fault.ts';
import * as v from 'valibot';

const BodySchema = v.object({ lines: v.pipe(v.number(), v.integer(), v.minValue(1, 'must be at least 1')) });
export type EchoBody = v.InferOutput<typeof BodySchema>;

export interface EchoEntry {
  text: string;
}

const EvidenceSchema = v.object({ right: v.number(), lines: v.number(), others: v.array(v.number()) });
export type EchoEvidence = v.InferOutput<typeof EvidenceSchema>;

const ANSWERS_PATH = 'answers.txt';
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

export const echoMechanism: Mechanism<EchoBody, EchoEntry, EchoEvidence> = {
  name: 'echo',
  protocol: 'assay-echo/1',
  rerun: 'recount',
  reads: 'all',
  seeds: 1,
  aggregation: 'best',
  parseBody(fields) {
    const body = parseFields(BodySchema, fields);
    requireKnownFields(fields, body);
    return body;
  },
  checkHidden({ lines }, hidden) {
    const items = linesOf(new TextDecoder().decode(hidden)).length;
    if (items === lines) return { items, practiceItems: 0 };
    throw new AppError('benchmark/too-few-rows', `The hidden part has ${items} lines; the request says ${lines}.`);
  },
  readEntry(files, packageCid) {
    const file = files.find(({ path }) => path === ANSWERS_PATH);
    if (file) return { text: new TextDecoder().decode(file.bytes) };
    throw new AppError('package/no-data', `This package has no ${ANSWERS_PATH}.`, { details: { packageCid } });
  },
  packEntry: ({ text }, { spec, requestCid, gates }) => [
    { path: ANSWERS_PATH, bytes: new TextEncoder().encode(text) },
    { path: 'reports/preflight.json', bytes: canonicalJson({ requestCid, gates }) },
    { path: 'request.json', bytes: canonicalJson(spec) }
  ],
  async precheck({ spec, entry }) {
    const items = linesOf(entry.text).length;
    return { items, gates: [linesGate(items, spec.lines)] };
  },
  async measure({ spec, hidden, entry, others, seeds }, _machine, { onProgress } = {}) {
    onProgress?.({ stage: 'comparing', done: 0, total: 1 });
    const wanted = linesOf(new TextDecoder().decode(hidden!));
    const given = linesOf(this.readEntry(entry.files, '').text);
    const right = wanted.filter((line, at) => line === given[at]).length;
    const gates = [linesGate(given.length, spec.lines)];
    const score = gates.every(({ pass }) => pass) ? right / wanted.length : 0;
    return {
      format: 'assay/result/1',
      mechanism: 'echo',
      protocol: this.protocol,
      score,
      interval95: [score, score],
      reason: `${right} of ${wanted.length} lines are equal.`,
      gates,
      seeds: [...seeds],
      evidence: { right, lines: wanted.length, others: (others ?? []).map(({ index }) => index) }
    };
  },
  isEntryFault: () => false,
  parseEvidence(evidence) {
    const parsed = v.safeParse(EvidenceSchema, evidence);
    if (parsed.success) return parsed.output;
    throw new AppError('report/malformed', 'This is no result of echo.');
  },
  compare(claimed, own) {
    const valuesOf = ({ score, seeds, gates, evidence }: typeof own) =>
      new ComparedValues(0)
        .exact('score', score)
        .exact('right lines', evidence.right)
        .exact('read beside it', evidence.others.join(', '))
        .gates(gates)
        .exact('seeds', seeds.join(', '));
    const values = valuesOf(claimed).against(valuesOf(own));
    const refuted = refutation(values);
    if (refuted) return refuted;
    return { outcome: isSame(values) ? 'equal' : 'within-tolerance', reason: 'Both counted the same.', values };
  },
  explain: ({ score, reason }) => ({
    headline: reason,
    factors: [{ name: 'equal', title: 'Equal lines', value: score, ci95: null, sentence: reason }]
  })
};

const linesGate = (items: number, limit: number) => ({
  name: 'lines',
  pass: items === limit,
  value: items,
  limit,
  unit: 'rows',
  leftOut: 0,
  detail: `${items} lines, ${limit} are asked for.`,
  findings: []
});
