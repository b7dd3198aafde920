// People's judgements on the pages: what is asked, answers before they are submitted, what labelers are worth, what was delivered.
import { formatInteger } from '../../../core/encoding/format-integer.ts';
import { humanMechanism } from '../../../core/human/human-mechanism.ts';
import type { HumanSpec } from '../../../core/human/mechanism/human-body.ts';
import { answersOfPackage } from '../../../core/human/mechanism/human-entry.ts';
import type { HumanResult } from '../../../core/human/mechanism/human-evidence.ts';
import { MOST_BENCHMARK_BYTES } from '../../../core/quality/check-benchmark.ts';
import { formatBytes } from '../../format/numbers.ts';
import type { Fact, MechanismFace } from '../face.ts';
import { AnswersDraft } from './answers-draft.svelte.ts';
import AnswersForm from './AnswersForm.svelte';
import AnswersView from './AnswersView.svelte';
import AskStep from './AskStep.svelte';
import { emptyHumanBody, humanBodyProblems, toHumanBody, type HumanBodyDraft } from './human-body-draft.ts';
import HumanFacts from './HumanFacts.svelte';
import JudgementsCard from './JudgementsCard.svelte';
import MakeTasks from './make/MakeTasks.svelte';
import LabelersTable from './LabelersTable.svelte';

/** As errors of its reading have it. */
const TASKS_NAME = 'tasks.jsonl';
const EXAMPLE_TRUTH = '{"task": "t1", "order": [["b"], ["a"], ["c"]]}';

export const humanFace: MechanismFace<HumanBodyDraft> = {
  mechanism: humanMechanism,
  items: { one: 'answer', many: 'answers' },
  asked: { one: 'task', many: 'tasks', practiceTitle: 'Tasks' },
  request: {
    emptyBody: emptyHumanBody,
    stepsBefore: [],
    stepsAfter: [{ name: 'People', fields: ['labelers', 'taskSet'], Form: AskStep }],
    fieldNames: { labelers: 'Labelers of a submission at most', taskSet: "CID of the task set's folder" },
    problems: humanBodyProblems,
    toBody: toHumanBody,
    hidden: () => ({
      label: 'Known orders (JSON Lines)',
      explanation: 'The hidden part: the order of the tasks in which you planted flaws.',
      hint: `One task a line, best group first, such as ${EXAMPLE_TRUTH}`,
      placeholder: EXAMPLE_TRUTH,
      missing: 'Add the known orders: a JSONL file or pasted lines.',
      maxBytes: MOST_BENCHMARK_BYTES,
      practice: {
        label: 'Tasks',
        explanation:
          'All tasks as labelers see them, with and without a known order alike: id, kind, prompt, and the outputs by path or CID.',
        missing: 'Add the tasks: a JSONL file or pasted lines.',
        isFault: ({ code, details }) => /^human\/(invalid-task|no-tasks)$/.test(code) || details.file === TASKS_NAME
      }
    }),
    HiddenMaker: MakeTasks,
    review: ({ labelers, taskSet }) => [
      ['Labelers of a submission', `at most ${labelers}`],
      ['Outputs', taskSet.trim() === '' ? 'each by its own CID' : taskSet.trim()]
    ]
  },
  stages: { judgements: 'Holding answers against the known orders' },
  gateNames: { answers: 'Answers', labelers: 'Labelers' },
  blindSpots:
    'who the labelers are, whether one person answers under several names with different answers, and whether the known orders are right.',
  sizeOf(spec) {
    const { practice, maxBytes } = spec as HumanSpec;
    return `answers to ${formatInteger(practice?.rows ?? 0)} tasks, at most ${formatBytes(maxBytes)}`;
  },
  RequestFacts: HumanFacts,
  entryDraft: (_session, requestId, spec) => new AnswersDraft(requestId, spec),
  EntryForm: AnswersForm,
  EntryExtra: null,
  ResultDetails: LabelersTable,
  ResultExtra: null,
  computedFrom({ evidence }: HumanResult): Fact[] {
    const { answers, goldTasks, openTasks, others } = evidence;
    return [
      { name: 'Answers', value: formatInteger(answers) },
      { name: 'Tasks', value: `${formatInteger(goldTasks)} with a known order, ${formatInteger(openTasks)} without` },
      { name: 'Held against submissions', value: others.join(', ') || 'none' }
    ];
  },
  ranOn: () => '',
  DeliveredView: AnswersView,
  deliveredTitle: 'Answers',
  download: {
    label: 'Download JSONL',
    file: (files, packageCid) => ({
      name: `${packageCid}.jsonl`,
      type: 'application/jsonl',
      bytes: answersOfPackage(files).answers
    })
  },
  DeliveredExtra: JudgementsCard
};
