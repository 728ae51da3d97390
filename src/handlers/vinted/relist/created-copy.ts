import type { Done } from '../../../domain/outcome.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { created } from '../publish/created.ts';
import type { KnownItem } from '../publish/created.ts';

/**
 * Ends the creation of a new copy: its listing supersedes the old one's in the commit that learns its id.
 * @param context the job
 * @param item the copy
 * @param twins items that are the same once more
 * @returns done with the copy's id and address
 */
export function createdCopy(context: StepContext, item: KnownItem, twins: readonly KnownItem[] = []): Done {
  const outcome = created(context, item, twins);
  return {
    ...outcome,
    effects: outcome.effects.map((effect) =>
      effect.type === 'listing' ? { ...effect, copy: 'new_copy' as const } : effect,
    ),
  };
}
