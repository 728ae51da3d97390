import type { TaskPlan } from '../../../domain/task-plan.ts';
import { UPLOAD_SECONDS } from '../publish/publish-plan.ts';

/** Version of the plans below; it grows when a step's meaning changes. */
export const UPDATE_PLAN_VERSION = 1;

/** A picture that Vinted does not have yet. */
export interface NewPicture {
  /** Place among the product's pictures, from 1. */
  readonly place: number;
  readonly url: string;
}

/** @returns the look at the item, which appends what follows from what it finds */
export function readPlan(): readonly TaskPlan[] {
  return [
    {
      step: 'read_item',
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Read the item, and compare it with the product',
    },
  ];
}

/**
 * Plans putting new pictures on Vinted, before the item names them.
 * @param pictures the new ones
 * @returns one step each
 */
export function uploadPlan(pictures: readonly NewPicture[]): readonly TaskPlan[] {
  return pictures.map(({ place, url }) => ({
    step: `upload_photo:${place}`,
    taskType: 'plugin_http',
    effect: 'repeatable',
    description: `Upload photo ${place}`,
    payload: { picture: place, address: url },
    timeoutSeconds: UPLOAD_SECONDS,
  }));
}

/**
 * Plans one write of the item.
 * @param round how many writes there were, this one included
 * @returns the write and the look whether it was taken, which appends what follows
 */
export function writePlan(round: number): readonly TaskPlan[] {
  const payload = { round };
  return [
    {
      step: `update_item:${round}`,
      taskType: 'plugin_http',
      effect: 'repeatable',
      description: 'Change the item',
      payload,
    },
    {
      step: `read_back:${round}`,
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Read the item back from Vinted',
      payload,
    },
  ];
}

/**
 * @param readBack name of the step that has read what is to be saved
 * @returns the last step
 */
export function savePlan(readBack: string): readonly TaskPlan[] {
  return [
    {
      step: 'save',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Save the listing',
      payload: { read_back: readBack },
    },
  ];
}
