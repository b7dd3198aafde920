// What this browser's machine does for its validator: settings that are kept here, and whether the sandbox works.
import { getContext, setContext } from 'svelte';
import { AppError } from '../../core/error/app-error.ts';
import type { SandboxHealth } from '../../core/validator/check-sandbox.ts';
import {
  allowRequest,
  DEFAULT_MACHINE_SETTINGS,
  machineObstacle,
  parseMachineSettings,
  requestName,
  type KnownNeeds,
  type MachineObstacle,
  type MachineSettings
} from '../../core/validator/machine-settings.ts';
import type { Session } from '../session/session.svelte.ts';

const STORAGE_KEY = 'assay:machine';

export class MachineDesk {
  settings = $state.raw<MachineSettings>(kept());
  health = $state.raw<SandboxHealth | null>(null);
  checking = $state.raw<AbortController | null>(null);
  error = $state.raw<AppError | null>(null);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** @returns whether it was taken: what is out of bounds is not. */
  change(changed: Partial<MachineSettings>): boolean {
    const settings = parseMachineSettings({ ...this.settings, ...changed });
    if (settings === null) return false;
    this.settings = settings;
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
    } catch {
      // Without storage they hold until the page is left.
    }
    return true;
  }

  /** Why this machine does not score a request; null where it does. */
  obstacleOf(needs: KnownNeeds, requestId: number): MachineObstacle | null {
    const { chain } = this.#session;
    return chain && machineObstacle(needs, this.settings, requestName(chain.identity(), requestId));
  }

  allow(requestId: number): void {
    const { chain } = this.#session;
    if (chain) this.change(allowRequest(this.settings, requestName(chain.identity(), requestId)));
  }

  /** Runs a small program in the sandbox. */
  async check(): Promise<void> {
    const controller = new AbortController();
    this.checking?.abort();
    this.checking = controller;
    this.error = null;
    try {
      const health = await this.#session.edges.checkSandbox({ signal: controller.signal });
      if (!('cancelled' in health)) this.health = health;
    } catch (thrown) {
      if (!controller.signal.aborted) this.error = AppError.from(thrown);
    } finally {
      if (this.checking === controller) this.checking = null;
    }
  }
}

/** What was kept and cannot be read is no yes to anything. */
function kept(): MachineSettings {
  try {
    const text = localStorage.getItem(STORAGE_KEY);
    if (text === null) return DEFAULT_MACHINE_SETTINGS;
    return parseMachineSettings(JSON.parse(text)) ?? { ...DEFAULT_MACHINE_SETTINGS, programs: 'disabled' };
  } catch {
    return { ...DEFAULT_MACHINE_SETTINGS, programs: 'disabled' };
  }
}

const KEY = Symbol('machine');
export const provideMachine = (desk: MachineDesk): MachineDesk => setContext(KEY, desk);
export const useMachine = (): MachineDesk => getContext(KEY);
