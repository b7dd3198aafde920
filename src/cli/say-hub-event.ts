// What the content node tells of its own state, in the terminal. What it takes over is not said.
import type { HubEvent } from '#hub/start-hub.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { say } from './say.ts';

/** @param trouble says what lasts, now and then */
export function sayHubEvent(event: HubEvent, trouble: (part: string, thrown: unknown) => void): void {
  switch (event.kind) {
    case 'pin':
      if (event.code === 'disk-full')
        trouble('the content node', new AppError('disk/full', 'The disk is full: nothing more is taken over.'));
      if (event.code === 'full')
        trouble('the content node', new AppError('hub/pin-failed', 'It is full: nothing more is taken over.'));
      return;
    case 'spoilt':
      return say(
        `assay: the block ${event.cid} was spoilt on the disk and is asked of others. The disk may be failing.`
      );
    case 'healed':
      return say(`assay: the block ${event.cid} came anew.`);
    case 'damaged-pin':
      return say(
        `assay: the record of the pin ${event.cid} cannot be read and was moved to ${event.movedTo}; its content is looked through again.`
      );
  }
}
