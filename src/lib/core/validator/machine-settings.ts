// What a validator lets its machine do for its own duties: whether programs of strangers run on it, for how long, in how much memory.
import * as v from 'valibot';
import { MACHINE_BOUNDS, type MachineNeeds } from '../mechanism/machine-needs.ts';

export const PROGRAM_CHOICES = ['disabled', 'ask', 'enabled'] as const;
export type ProgramChoice = (typeof PROGRAM_CHOICES)[number];

/** Requests that were said yes to and are remembered; the oldest go first. */
const MOST_ALLOWED = 200;

const setting = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

const MachineSettingsSchema = v.object({
  /** `ask`: each request waits for a yes. */
  programs: v.picklist(PROGRAM_CHOICES),
  mostSeconds: setting(MACHINE_BOUNDS.seconds),
  mostMemoryMiB: setting(MACHINE_BOUNDS.memoryMiB),
  /** Requests that were said yes to, by `requestName`. */
  allowed: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MOST_ALLOWED))
});

export type MachineSettings = v.InferOutput<typeof MachineSettingsSchema>;

export const DEFAULT_MACHINE_SETTINGS: MachineSettings = {
  programs: 'enabled',
  mostSeconds: MACHINE_BOUNDS.seconds,
  mostMemoryMiB: MACHINE_BOUNDS.memoryMiB,
  allowed: []
};

/** null for what was kept and is none: nobody may take it for a yes. */
export function parseMachineSettings(kept: unknown): MachineSettings | null {
  const result = v.safeParse(MachineSettingsSchema, kept);
  return result.success ? result.output : null;
}

/** Names a request beyond one market. */
export const requestName = (
  { genesisHash, marketAddress }: { genesisHash: string; marketAddress: string },
  requestId: number
): string => `${genesisHash}/${marketAddress.toLowerCase()}/${requestId}`;

export function allowRequest(settings: MachineSettings, name: string): MachineSettings {
  const others = settings.allowed.filter((known) => known !== name);
  return { ...settings, allowed: [...others, name].slice(-MOST_ALLOWED) };
}

export interface MachineObstacle {
  setting: 'programs' | 'mostSeconds' | 'mostMemoryMiB';
  /** Whether a yes to this one request takes it away. */
  canAllow: boolean;
  /** One sentence that names the setting. */
  text: string;
}

/** null where no program is run; `unknown` where the request's document cannot be read now. */
export type KnownNeeds = MachineNeeds | null | 'unknown';

/** Why this machine does not score a request; null where it does. What is not known is not, where a validator has set any bound. */
export function machineObstacle(needs: KnownNeeds, settings: MachineSettings, name: string): MachineObstacle | null {
  if (needs === null || isUnbounded(settings)) return null;
  if (needs === 'unknown')
    return obstacle(
      'programs',
      'Its document cannot be read now, so nobody here knows whether it has programs of strangers run (Programs of strangers).'
    );
  if (settings.programs === 'disabled')
    return obstacle('programs', 'It has programs of strangers run, which is disabled here (Programs of strangers).');
  if (needs.seconds !== null && needs.seconds > settings.mostSeconds)
    return obstacle(
      'mostSeconds',
      `A run may take ${needs.seconds} s; this machine allows ${settings.mostSeconds} s (Longest run).`
    );
  if (needs.memoryMiB !== null && needs.memoryMiB > settings.mostMemoryMiB)
    return obstacle(
      'mostMemoryMiB',
      `A run may take ${needs.memoryMiB} MiB of memory; this machine allows ${settings.mostMemoryMiB} MiB (Most memory).`
    );
  if (settings.programs === 'enabled' || settings.allowed.includes(name)) return null;
  return obstacle(
    'programs',
    'It has programs of strangers run, and waits for your yes to this request (Programs of strangers).',
    true
  );
}

/** No request can ask for more. */
export const isUnbounded = ({ programs, mostSeconds, mostMemoryMiB }: MachineSettings): boolean =>
  programs === 'enabled' && mostSeconds === MACHINE_BOUNDS.seconds && mostMemoryMiB === MACHINE_BOUNDS.memoryMiB;

const obstacle = (setting: MachineObstacle['setting'], text: string, canAllow = false): MachineObstacle => ({
  setting,
  canAllow,
  text
});
