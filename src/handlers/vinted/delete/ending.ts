import type { Effect, ListingEffect } from '../../../domain/effects.ts';
import { refused } from '../../../domain/outcome.ts';
import type { Failure } from '../../../domain/outcome.ts';
import type { ListingStatus } from '../../../domain/vocabulary.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { asState } from './item-state.ts';
import type { ItemState } from './item-state.ts';

/** What the steps are called that end an item. More than one item is told apart by what follows a colon. */
export interface EndingNames {
  /** Looks how the item stands. */
  readonly look: string;
  /** Deletes it. */
  readonly end: string;
  /** Looks whether it is gone. */
  readonly gone: string;
}

/** An item that a step is to end, and what is known of it. */
export interface Ending {
  /** Vinted's id of the item; undefined where there is none. */
  readonly itemId: number | undefined;
  /** How it stood when it was looked at. */
  readonly status: ItemState;
  /** Why Vinted does not delete it; undefined where it did, or was not asked. */
  readonly refusal: Failure | undefined;
}

/**
 * @param task a step whose payload may name an item
 * @returns Vinted's id of it; undefined where the step is about the listing's own
 */
export function namedItem({ payload }: Pick<TaskView, 'payload'>): number | undefined {
  return integerOf(payload['item_id']);
}

/**
 * @param context the results of the steps before
 * @param task one of the steps that end the item
 * @param names what these steps are called
 * @returns what the steps before have left of it
 */
export function endingOf(
  { results }: Pick<StepContext, 'results'>,
  { step }: Pick<TaskView, 'step'>,
  names: EndingNames,
): Ending {
  const colon = step.indexOf(':');
  const part = colon < 0 ? '' : step.slice(colon);
  const { item_id: itemId, status } = results[`${names.look}${part}`] ?? {};
  return {
    itemId: integerOf(itemId),
    status: asState(status) ?? 'ended',
    refusal: asFailure(results[`${names.end}${part}`]?.['refused']),
  };
}

/**
 * Says of the listing that an ending is about how it stands now.
 * @param task one of the steps that end the item
 * @param status how it stands
 * @param verified true where it was just read back
 * @returns the effect
 */
export function endingEffect(
  task: Pick<TaskView, 'payload'>,
  status: ListingStatus,
  verified = false,
): Effect {
  const itemId = namedItem(task);
  const effect: ListingEffect = { type: 'listing', status, ...(verified ? { verified } : {}) };
  if (itemId === undefined) return effect;
  const named: ListingEffect = { ...effect, externalIds: { item_id: String(itemId) } };
  return task.payload['copy'] === 'old_copy' ? { ...named, copy: 'old_copy' } : named;
}

function asFailure(value: unknown): Failure | undefined {
  const { code, message, actor, original } = recordOf(value);
  const name = textOf(code);
  if (name === undefined) return undefined;
  return {
    code: name,
    message: textOf(message) ?? '',
    ...(actor === 'seller' || actor === 'us' || actor === 'marketplace' ? { actor } : {}),
    original,
  };
}

/**
 * @param context the results of the steps before
 * @param task one of the steps that end the item
 * @param names what these steps are called
 * @returns Vinted's id of the item
 * @throws {StepFailedError} as a refusal, where none was found
 */
export function earlierItem(
  context: Pick<StepContext, 'results'>,
  task: Pick<TaskView, 'step'>,
  names: EndingNames,
): number {
  const { itemId } = endingOf(context, task, names);
  if (itemId !== undefined) return itemId;
  throw new StepFailedError(
    refused({
      code: 'task.result_missing',
      message: `The step before ${task.step} left no item.`,
      actor: 'us',
    }),
  );
}
