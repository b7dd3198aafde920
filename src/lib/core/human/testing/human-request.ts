// A request for judgements, and files of a simulated panel as its three parties would have them, for tests.
import { jsonlText } from '../../dataset/write-jsonl.ts';
import type { RequestSpec } from '../../request/request-spec.ts';
import type { HumanBody } from '../mechanism/human-body.ts';
import { tasksOf, truthOf, type SimulatedPanel } from './simulated-panel.ts';
import type { Answer } from '../answers/answer.ts';

export const HUMAN_REQUEST: Omit<RequestSpec, 'benchmark' | 'practice'> & HumanBody = {
  format: 'assay/request/1',
  mechanism: 'human',
  title: 'Which page works?',
  domain: 'web pages',
  description: 'Rank the four pages of each task by how well they do what the prompt asks for.',
  maxBytes: 1_000_000,
  license: 'CC-BY-4.0',
  taskSet: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
  labelers: 5
};

const linesOf = (rows: readonly object[]): Uint8Array => new TextEncoder().encode(jsonlText(rows));

export const taskLines = (panel: SimulatedPanel): Uint8Array =>
  linesOf(
    tasksOf(panel).map(({ id, kind, prompt, outputs }) => ({
      ...{ id, kind, prompt },
      outputs: outputs.map(({ id: output, path }) => ({ id: output, path }))
    }))
  );

export const truthLines = (panel: SimulatedPanel): Uint8Array =>
  linesOf([...truthOf(panel)].map(([task, order]) => ({ task, order })));

export const answerLines = (answers: readonly Answer[]): Uint8Array =>
  linesOf(answers.map(({ task, labeler, ranking, ms }) => ({ task, labeler, ranking, ms })));
