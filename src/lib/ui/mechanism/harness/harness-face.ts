// Programs that make data, on the pages: what is asked of them, a program before it is submitted, its result, and what was delivered.
import { formatInteger } from '../../../core/encoding/format-integer.ts';
import { harnessMechanism } from '../../../core/harness/harness-mechanism.ts';
import type { HarnessSpec } from '../../../core/harness/mechanism/harness-body.ts';
import type { HarnessResult } from '../../../core/harness/mechanism/harness-evidence.ts';
import { harnessOfPackage } from '../../../core/harness/mechanism/harness-entry.ts';
import { LEAST_BENCHMARK_ROWS, MOST_BENCHMARK_BYTES } from '../../../core/quality/check-benchmark.ts';
import { formatBytes, formatDuration } from '../../format/numbers.ts';
import type { Fact, MechanismFace } from '../face.ts';
import CheckCard from './CheckCard.svelte';
import DeliveredProgram from './DeliveredProgram.svelte';
import { EXAMPLE_CONVERSATION } from './conversation/example-conversation.ts';
import { GATE_NAMES } from './gate-names.ts';
import { emptyHarnessBody, harnessBodyProblems, toHarnessBody, type HarnessBodyDraft } from './harness-body-draft.ts';
import { ProgramDraft } from './program/program-draft.svelte.ts';
import ProgramForm from './program/ProgramForm.svelte';
import ProgramDetails from './ProgramDetails.svelte';
import ProgramFacts from './ProgramFacts.svelte';
import ProgramStep from './ProgramStep.svelte';

export const harnessFace: MechanismFace<HarnessBodyDraft> = {
  mechanism: harnessMechanism,
  items: { one: 'conversation', many: 'conversations' },
  request: {
    emptyBody: emptyHarnessBody,
    stepsBefore: [],
    stepsAfter: [
      {
        name: 'Program',
        fields: ['conversationsMin', 'conversationsMax', 'seconds', 'memoryMiB', 'review'],
        Form: ProgramStep
      }
    ],
    fieldNames: {
      conversationsMin: 'Fewest conversations',
      conversationsMax: 'Most conversations',
      seconds: 'Seconds a run may take',
      memoryMiB: 'Memory in MiB'
    },
    problems: harnessBodyProblems,
    toBody: toHarnessBody,
    hidden: () => ({
      label: 'Hidden conversations (JSON Lines)',
      explanation:
        'The hidden test: conversations of the kind you want, that no miner may see. Half of a score is what a model learns of them.',
      hint: `At least ${LEAST_BENCHMARK_ROWS}, one JSON object a line, as in the example: only messages must be there.`,
      placeholder: EXAMPLE_CONVERSATION,
      missing: 'Add the hidden conversations: a JSONL file or pasted lines.',
      maxBytes: MOST_BENCHMARK_BYTES,
      practice: null
    }),
    review: (body) => [
      ['Conversations of a run', `${body.conversationsMin} to ${body.conversationsMax}`],
      ['A run may take', `${body.seconds} s, ${body.memoryMiB} MiB of memory`],
      ['Tests', body.tests ? 'each conversation brings its own' : 'none are run'],
      [
        'Review of the source',
        body.review === 'refuse' ? 'refuses what looks dangerous' : 'informs, and refuses nothing'
      ]
    ]
  },
  stages: {
    'opened-fetch': 'Fetching programs that other requests have opened',
    opened: 'Comparing with opened programs',
    'opened-runs': 'Running the likest of them',
    review: 'Reading the program',
    run: 'Running the program three times',
    gates: 'Judging the conversations',
    tests: 'Running the tests of conversations',
    baseline: 'Measuring the untrained model',
    pairing: 'Judging how conversations belong together',
    training: 'Training',
    measuring: 'Measuring the trained model'
  },
  gateNames: GATE_NAMES,
  blindSpots:
    'whether what the conversations say is true, whether the tools in them exist, safety, licences, texts copied from elsewhere than earlier submissions and opened programs, and usefulness to larger models.',
  sizeOf(spec) {
    const { conversations, limits } = spec as HarnessSpec;
    return `${formatInteger(conversations.min)} to ${formatInteger(conversations.max)} conversations a run, in ${limits.seconds} s and ${limits.memoryMiB} MiB`;
  },
  RequestFacts: ProgramFacts,
  entryDraft: (session, requestId, spec) => new ProgramDraft(session, requestId, spec as HarnessSpec),
  EntryForm: ProgramForm,
  EntryExtra: CheckCard,
  ResultDetails: ProgramDetails,
  ResultExtra: null,
  computedFrom({ evidence }: HarnessResult): Fact[] {
    const { treeHash, entryPoint, files, outputHash, otherRun, resources, lift } = evidence;
    return [
      { name: 'Program', value: treeHash, isId: true },
      { name: 'Files', value: `${files}, of which ${entryPoint} is run` },
      ...(outputHash ? [{ name: 'Output (SHA-256)', value: outputHash, isId: true }] : []),
      ...(otherRun ? [{ name: "Third run's output (SHA-256)", value: otherRun.outputHash, isId: true }] : []),
      ...(resources
        ? [
            {
              name: 'A run took',
              value: `${formatDuration(resources.runMs / 1000)}, ${formatBytes(resources.memoryBytes)} of memory`
            }
          ]
        : []),
      ...(lift ? [{ name: 'The model ran on', value: lift.backend }] : [])
    ];
  },
  ranOn: ({ evidence }: HarnessResult) => evidence.lift?.backend ?? '',
  DeliveredView: DeliveredProgram,
  deliveredTitle: 'Program',
  download: {
    label: 'Download the program (ZIP)',
    file: async (files, packageCid, { archives }) => ({
      name: `${packageCid}.zip`,
      type: 'application/zip',
      bytes: await archives.write(harnessOfPackage(files).contents)
    })
  },
  DeliveredExtra: null
};
