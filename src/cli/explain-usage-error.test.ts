import { defineCommand, runCommand } from 'citty';
import { expect, test } from 'vitest';
import { exitCodeOf, EXIT } from './exit-code.ts';
import { explainUsageError } from './explain-usage-error.ts';

const command = defineCommand({
  subCommands: {
    show: defineCommand({
      args: { request: { type: 'string', required: true }, kind: { type: 'enum', options: ['a', 'b'] } },
      run: () => undefined
    })
  }
});

test.each([
  [['show'], 'Missing required argument: --request.'],
  [['nonsense'], 'Unknown command nonsense.'],
  [['show', '--request', '1', '--kind', 'c'], 'Invalid value for argument: --kind (c). Expected one of: a, b.']
])('%j is bad input: %s', async (rawArgs, sentence) => {
  const thrown: unknown = await runCommand(command, { rawArgs }).catch((error: unknown) => error);
  const error = explainUsageError(thrown)!;
  expect(error).toMatchObject({ code: 'input/usage', short: sentence });
  expect(exitCodeOf(error)).toBe(EXIT.badInput);
});

test('another error is none of the usage', () => {
  expect(explainUsageError(new Error('disk full'))).toBeNull();
});
