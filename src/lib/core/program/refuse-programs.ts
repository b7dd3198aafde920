// Where no program is to be run: for work that is done apart and needs none.
import { AppError } from '../error/app-error.ts';
import type { ProgramRunner } from './program-runner.ts';

const refuse = (): Promise<never> => Promise.reject(new AppError('sandbox/unavailable', 'No program is run for this.'));

export const refusePrograms: ProgramRunner = { run: refuse, test: refuse };
