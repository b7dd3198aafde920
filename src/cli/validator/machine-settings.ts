// A validator's settings of its machine, kept beside its keys: an option that is given once holds from then on.
import { MACHINE_BOUNDS } from '#lib/core/mechanism/machine-needs.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';
import {
  allowRequest,
  DEFAULT_MACHINE_SETTINGS,
  parseMachineSettings,
  PROGRAM_CHOICES,
  requestName,
  type MachineSettings
} from '#lib/core/validator/machine-settings.ts';
import { readChoice, readWhole } from '../read-input.ts';

export const machineArguments = {
  programs: {
    type: 'string',
    description: `Programs of strangers on this machine, remembered: ${PROGRAM_CHOICES.join(', ')} (each request waits for --allow)`
  },
  'most-seconds': { type: 'string', description: 'Longest run that a request may ask for here, remembered' },
  'most-memory': { type: 'string', description: 'Most memory in MiB that a request may ask for here, remembered' },
  allow: { type: 'string', description: 'With --programs ask: requests to run programs of, separated by commas' }
} as const;

interface MachineArgs {
  programs?: string;
  'most-seconds'?: string;
  'most-memory'?: string;
  allow?: string;
}

/**
 * What was kept, with what the options change, which is kept.
 * @throws AppError `input/...` naming the option, `input/unreadable` for a file that holds no settings.
 */
export async function machineSettings(
  path: string,
  args: MachineArgs,
  identity: Parameters<typeof requestName>[0]
): Promise<MachineSettings> {
  const before = await keptSettings(path);
  let settings = before;
  if (args.programs !== undefined)
    settings = { ...settings, programs: readChoice('programs', args.programs, PROGRAM_CHOICES) };
  if (args['most-seconds'] !== undefined)
    settings = { ...settings, mostSeconds: readWhole('most-seconds', args['most-seconds'], 1, MACHINE_BOUNDS.seconds) };
  if (args['most-memory'] !== undefined)
    settings = {
      ...settings,
      mostMemoryMiB: readWhole('most-memory', args['most-memory'], 1, MACHINE_BOUNDS.memoryMiB)
    };
  for (const id of args.allow?.split(',').filter(Boolean) ?? [])
    settings = allowRequest(settings, requestName(identity, readWhole('allow', id.trim())));
  if (settings !== before) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${JSON.stringify(settings, null, 2)}\n`);
  }
  return settings;
}

async function keptSettings(path: string): Promise<MachineSettings> {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return DEFAULT_MACHINE_SETTINGS;
    throw thrown;
  }
  const settings = parseMachineSettings(jsonOf(text));
  if (settings) return settings;
  // Read as if nothing stood there, it could let a stranger's program run where the validator had said no.
  throw new AppError('input/unreadable', `${path} holds no settings of a machine.`, {
    hints: ['Delete it, and give --programs, --most-seconds and --most-memory again.'],
    details: { path }
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
