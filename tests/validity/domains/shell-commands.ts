// What a shell is to do, answered with the command.
import type { ValidityDomain } from '../domain.ts';
import { endsInAnswer } from './same-answer.ts';

export const shellCommands: ValidityDomain = {
  name: 'shell commands (NL2Bash)',
  files: [
    {
      file: 'bash.nl',
      sha256: '1db0c529c350b463919624550b8f5882a97c42ad5051c7d49fbc496bc4e8b770',
      from: 'TellinaTool/nl2bash data/bash/all.nl'
    },
    {
      file: 'bash.cm',
      sha256: '3a72eaced7fa14a0938354cefc42b2dcafb2d47297102f1279086e18c3abe57e',
      from: 'TellinaTool/nl2bash data/bash/all.cm'
    }
  ],
  license: 'MIT',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([asked, commands]) => {
    const outputs = commands!.split('\n');
    return asked!.split('\n').map((input, line) => ({ input: input.trim(), output: outputs[line]?.trim() ?? '' }));
  },
  succeeds: (answer, row) => endsInAnswer(answer, row.output),
  otherForm: { name: 'in a code fence', reshape: (output) => `\`\`\`bash\n${output}\n\`\`\`` }
};
