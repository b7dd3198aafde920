// Content that another place, or another form of it, may still give.
import type { AppError } from '../../core/error/app-error.ts';

const OUTAGE = 'store/unreachable';
const NOT_GIVEN = new Set(['store/not-found', OUTAGE, 'store/unanswered']);

/** Whether nobody who was asked gave the content, for whatever reason; not that what they gave cannot be read. */
export const isNotGiven = ({ code }: Pick<AppError, 'code'>): boolean => NOT_GIVEN.has(code);

/** Whether it may be somewhere: not every source could be asked. */
export const isOutage = ({ code }: Pick<AppError, 'code'>): boolean => code === OUTAGE;
