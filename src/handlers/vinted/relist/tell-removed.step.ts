import { refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';

/** Ends a relisting whose copy was removed; the old item stays, as its listing says again. */
export class TellRemovedStep implements LocalStep {
  /** @returns the refusal */
  execute(): Promise<Outcome> {
    return Promise.resolve(
      refused({
        code: 'vinted.item_removed',
        message:
          'The new item was removed right after it was created, and the old one stays. Look at your messages.',
        actor: 'seller',
      }),
    );
  }
}
