// The test mechanism on the pages.
import type { RequestSpec } from '#lib/core/request/request-spec.ts';
import type { MechanismFace } from '#lib/ui/mechanism/face.ts';
import { AnswersDraft } from './answers-draft.svelte.ts';
import AnswersForm from './AnswersForm.svelte';
import AnswersView from './AnswersView.svelte';
import { echoMechanism, type EchoBody } from './echo-mechanism.ts';
import EchoDetails from './EchoDetails.svelte';
import EchoFacts from './EchoFacts.svelte';
import LinesStep from './LinesStep.svelte';

interface BodyDraft {
  lines: string;
}

export const echoFace: MechanismFace<BodyDraft> = {
  mechanism: echoMechanism,
  items: { one: 'line', many: 'lines' },
  request: {
    emptyBody: () => ({ lines: '' }),
    stepsBefore: [],
    stepsAfter: [{ name: 'Lines', fields: ['lines'], Form: LinesStep }],
    fieldNames: { lines: 'Lines' },
    problems: ({ lines }): Record<string, string> =>
      /^[1-9]\d*$/.test(lines) ? {} : { lines: 'Write a whole number of at least 1.' },
    toBody: ({ lines }) => ({ lines: Number(lines) }),
    hidden: () => ({
      label: 'Hidden lines',
      explanation: 'The lines to be said back.',
      hint: 'One answer a line.',
      placeholder: 'one',
      missing: 'Add the hidden lines.',
      maxBytes: 1000,
      practice: null
    }),
    review: ({ lines }) => [['Lines', lines]]
  },
  stages: { comparing: 'Comparing lines' },
  gateNames: { lines: 'Number of lines' },
  blindSpots: 'anything but equal lines.',
  sizeOf: (spec) => `${(spec as RequestSpec & EchoBody).lines} lines`,
  RequestFacts: EchoFacts,
  entryDraft: (_session, requestId) => new AnswersDraft(requestId),
  EntryForm: AnswersForm,
  EntryExtra: null,
  ResultDetails: EchoDetails,
  ResultExtra: null,
  computedFrom: ({ evidence }) => [{ name: 'Read beside it', value: evidence.others.join(', ') || 'none' }],
  ranOn: () => '',
  DeliveredView: AnswersView,
  deliveredTitle: 'Lines',
  download: {
    label: 'Download text',
    file: (files, packageCid) => ({
      name: `${packageCid}.txt`,
      type: 'text/plain',
      bytes: new TextEncoder().encode(echoMechanism.readEntry(files, packageCid).text)
    })
  },
  DeliveredExtra: null
};
