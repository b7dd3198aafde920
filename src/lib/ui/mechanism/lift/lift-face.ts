// Lift on the pages: rows, a preflight with row influence, and what a small model learnt.
import { formatInteger } from '../../../core/encoding/format-integer.ts';
import type { LiftResult } from '../../../core/lift/lift-evidence.ts';
import { liftMechanism } from '../../../core/lift/lift-mechanism.ts';
import { rowsOfPackage } from '../../../core/package/rows-of-package.ts';
import { LEAST_BENCHMARK_ROWS, MOST_BENCHMARK_BYTES } from '../../../core/quality/check-benchmark.ts';
import type { RowsSpec } from '../../../core/request/rows-body.ts';
import { formatBytes } from '../../format/numbers.ts';
import type { Fact, MechanismFace } from '../face.ts';
import { CHECK_WORDS } from './check-draft.ts';
import FactsReading from './facts/FactsReading.svelte';
import { GATE_NAMES } from './gate-names.ts';
import { KIND_PRESETS } from './kind-presets.ts';
import KindStep from './KindStep.svelte';
import LiftDetails from './LiftDetails.svelte';
import { PreflightDraft } from './preflight/preflight-draft.svelte.ts';
import PowerCheck from './power/PowerCheck.svelte';
import PreflightCard from './preflight/PreflightCard.svelte';
import SubmissionInfluenceCard from './preflight/SubmissionInfluenceCard.svelte';
import {
  emptyRowsBody,
  rowsBodyOfOldDraft,
  rowsBodyProblems,
  toRowsBody,
  type RowsBodyDraft
} from './rows-body-draft.ts';
import RowsFacts from './RowsFacts.svelte';
import RowsForm from './RowsForm.svelte';
import RowsStep from './RowsStep.svelte';
import RowsView from './RowsView.svelte';

const JSONL = 'application/jsonl';

export const liftFace: MechanismFace<RowsBodyDraft> = {
  mechanism: liftMechanism,
  items: { one: 'row', many: 'rows' },
  request: {
    emptyBody: emptyRowsBody,
    bodyOfOldDraft: rowsBodyOfOldDraft,
    stepsBefore: [{ name: 'Kind', fields: ['kind'], Form: KindStep }],
    stepsAfter: [
      {
        name: 'Schema',
        fields: ['schemaText', 'rowsMin', 'rowsMax', 'reference', 'checks', 'constraints'],
        Form: RowsStep
      }
    ],
    fieldNames: {
      schemaText: 'JSON Schema of a row',
      rowsMin: 'Fewest rows',
      rowsMax: 'Most rows',
      constraints: 'Constraints'
    },
    problems: rowsBodyProblems,
    toBody: toRowsBody,
    hidden(body) {
      const example = JSON.stringify(KIND_PRESETS[body.kind].exampleRow);
      return {
        label: 'Hidden rows (JSON Lines)',
        explanation: 'The hidden test: rows of the kind you want, that no miner may see.',
        hint: `One row a line, such as ${example}`,
        placeholder: example,
        missing: 'Add the hidden rows: a JSONL file or pasted lines.',
        maxBytes: MOST_BENCHMARK_BYTES,
        practice: {
          label: 'Practice rows',
          explanation: `Miners measure their data on them before they submit. At least ${LEAST_BENCHMARK_ROWS} rows of the same kind as the hidden ones, and none of those. Copies of them count nothing in a submission.`
        }
      };
    },
    HiddenCheck: PowerCheck,
    review: (body) => [
      ['Kind', KIND_PRESETS[body.kind].label],
      ['Rows', `${body.rowsMin} to ${body.rowsMax}`],
      ['Scored with', body.reference || 'the small reference model'],
      ['Checks of the outputs', body.checks.map(({ kind }) => CHECK_WORDS[kind]).join(', ') || 'none']
    ]
  },
  stages: {
    gates: 'Checking the gates',
    tests: 'Running the tests of the rows',
    baseline: 'Measuring the untrained model',
    pairing: 'Judging how rows belong together',
    training: 'Training',
    measuring: 'Measuring the trained model'
  },
  gateNames: GATE_NAMES,
  blindSpots:
    'whether facts are true (wrong but plausible answers keep most of the lift, unless the request checks them), reasoning, safety, licences, paraphrased leaks, and usefulness to larger models.',
  sizeOf(spec) {
    const { rows, maxBytes } = spec as RowsSpec;
    return `${formatInteger(rows.min)} to ${formatInteger(rows.max)} rows, at most ${formatBytes(maxBytes)}`;
  },
  RequestFacts: RowsFacts,
  entryDraft: (session, requestId, spec) => new PreflightDraft(session, requestId, spec as RowsSpec),
  EntryForm: RowsForm,
  EntryExtra: PreflightCard,
  ResultDetails: LiftDetails,
  ResultExtra: FactsReading,
  computedFrom({ evidence }: LiftResult): Fact[] {
    const { reference, rows, benchmarkRows, backend, threads, tokensPerSecond, measurement } = evidence;
    return [
      { name: 'Reference model', value: reference.cid, isId: true },
      {
        name: 'Rows',
        value: `${formatInteger(rows)} submitted, ${formatInteger(benchmarkRows)} in the benchmark`
      },
      {
        name: 'Ran on',
        value: `${backend}, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${formatInteger(Math.round(tokensPerSecond))} tokens a second`
      },
      ...(measurement ? [{ name: 'Parameters hash', value: measurement.parametersHash, isId: true }] : [])
    ];
  },
  ranOn: ({ evidence }: LiftResult) => evidence.backend,
  DeliveredView: RowsView,
  deliveredTitle: 'Rows',
  download: {
    label: 'Download JSONL',
    file: (files, packageCid) => ({
      name: `${packageCid}.jsonl`,
      type: JSONL,
      bytes: rowsOfPackage(files, packageCid)
    })
  },
  DeliveredExtra: SubmissionInfluenceCard
};
