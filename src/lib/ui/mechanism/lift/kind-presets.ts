// A starting point for each kind of data: a schema people can edit and the fields the measure reads.
import type { DatasetKind } from '../../../core/request/rows-body.ts';
import type { RequestFields } from '../../../core/dataset/row-fields.ts';

export interface KindPreset {
  label: string;
  explanation: string;
  fields: RequestFields;
  schema: Record<string, unknown>;
  exampleRow: Record<string, unknown>;
}

const textField = { type: 'string', minLength: 1, maxLength: 8000 };
const messages = {
  type: 'array',
  minItems: 2,
  items: {
    type: 'object',
    required: ['role', 'content'],
    properties: {
      role: { enum: ['system', 'user', 'assistant'] },
      content: { type: 'string', minLength: 1, maxLength: 8000 }
    },
    additionalProperties: false
  }
};
const rowOf = (properties: Record<string, unknown>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false
});

export const KIND_PRESETS: Record<DatasetKind, KindPreset> = {
  text: {
    label: 'Text',
    explanation: 'Rows with an input and the text that should answer it.',
    fields: { kind: 'pair', input: '/input', output: '/output' },
    schema: rowOf({ input: textField, output: textField }),
    exampleRow: { input: 'define: assay', output: 'the testing of a metal to find its quality' }
  },
  code: {
    label: 'Code',
    explanation: 'Rows with a task and the program that solves it.',
    fields: { kind: 'pair', input: '/task', output: '/code' },
    schema: rowOf({ task: textField, code: textField }),
    exampleRow: { task: 'Return the square of n.', code: 'def square(n):\n    return n * n' }
  },
  conversations: {
    label: 'Conversations',
    explanation: "Rows with the turns of a dialogue; every turn of the assistant's is learnt.",
    fields: { kind: 'conversation', messages: '/messages' },
    schema: rowOf({ messages }),
    exampleRow: {
      messages: [
        { role: 'user', content: 'My parcel is late.' },
        { role: 'assistant', content: 'I am sorry. What is your order number?' }
      ]
    }
  },
  preferences: {
    label: 'Preferences',
    explanation: 'Rows with a prompt, the better answer and the worse one; which of two is better is what is learnt.',
    fields: { kind: 'preference', prompt: '/prompt', chosen: '/chosen', rejected: '/rejected' },
    schema: rowOf({ prompt: textField, chosen: textField, rejected: textField }),
    exampleRow: {
      prompt: 'Explain rain to a child.',
      chosen: 'Clouds get heavy and let water fall.',
      rejected: 'Precipitation.'
    }
  }
};
