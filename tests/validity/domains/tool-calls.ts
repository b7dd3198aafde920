import type { ValidityDomain } from '../domain.ts';
import { objectIn } from './same-answer.ts';

interface ShareGptRow {
  tools: string;
  conversations: { from: string; value: string }[];
}

export const toolCalls: ValidityDomain = {
  name: 'tool calls (Glaive)',
  files: [
    {
      file: 'glaive_toolcall_en_demo.json',
      sha256: '8b84773e44e71881f32490080350734cad3069dc227eafd771ccfb80732f6437',
      from: 'hiyouga/LLaMA-Factory data/glaive_toolcall_en_demo.json'
    }
  ],
  license: 'Apache-2.0 (the repository)',
  sizes: { benchmark: 40, test: 30, submission: 80 },
  rows: ([text]) =>
    (JSON.parse(text!) as ShareGptRow[]).flatMap(({ tools, conversations }) => {
      const call = conversations.findIndex(({ from }) => from === 'function_call');
      return call < 1
        ? []
        : [{ input: `${tools}\n${conversations[call - 1]!.value}`, output: conversations[call]!.value }];
    }),
  succeeds: (answer, row) => objectIn(answer) !== null && objectIn(answer) === objectIn(row.output),
  otherForm: {
    name: 'JSON indented',
    reshape: (output) => JSON.stringify(JSON.parse(output), null, 2)
  }
};
