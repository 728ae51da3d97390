import { done, refused, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import type { ItemLook } from '../delete/item-look.ts';
import { notVisible } from '../publish/not-visible.ts';
import { priceOf } from '../publish/shown-item.ts';
import { earlierText } from '../publish/wanted.ts';
import { changeOfJob } from './change-of-job.ts';
import { differences } from './item-difference.ts';
import { savePlan, writePlan } from './update-plan.ts';

/** Writes that Vinted may answer with success and not take, before the seller is told. */
const ROUNDS_MAX = 2;
/** Looks at one write, since a form was seen to show a change late. */
const LOOKS = 2;
const SHOW_MS = 3_000;

/** Looks whether Vinted has taken the change: a success answer alone proves nothing. */
export class ReadBackChangeStep implements LocalStep {
  /** @param look how a known item stands */
  constructor(private readonly look: ItemLook) {}

  /**
   * @param task the step; its payload says which write it follows
   * @param context the job, and the item's id
   * @returns done with what Vinted shows, followed by saving it, or by another write where it was not taken; refused
   *   where Vinted does not change the item
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = Number(earlierText(context, 'read_item', 'item_id'));
    const { state, form } = await this.look.standing(context, itemId);
    if (state === 'sold' || state === 'ended') return done({ status: state }, [], savePlan(task.step));
    if (state === undefined || form === undefined) return notVisible(itemId);
    const round = integerOf(task.payload['round']) ?? 1;
    const refusal = recordOf(context.results[`update_item:${round}`]?.['refused']);
    const code = textOf(refusal['code']);
    if (code !== undefined) {
      // A seller who retries the job wants it tried again, not refused again.
      if (task.attempt > 1) return done({ status: 'live' }, [], writePlan(round + 1));
      const message = textOf(refusal['message']) ?? 'Vinted does not change the item.';
      return refused({ code, message, actor: 'seller', original: refusal['original'] });
    }
    const fields = differences(form, changeOfJob(context));
    if (fields.length === 0) return done(shown(form), [], savePlan(task.step));
    return this.notTaken(task, round, fields);
  }

  private notTaken(task: TaskView, round: number, fields: readonly string[]): Outcome {
    const code = 'vinted.change_not_taken';
    const message = 'Vinted has not taken the change.';
    const failure = {
      code,
      message,
      actor: 'marketplace' as const,
      fields: fields.map((field) => ({ field, code, message })),
    };
    if (task.attempt < LOOKS) return retry(failure, { afterMs: SHOW_MS });
    if (round < ROUNDS_MAX || task.attempt > LOOKS) {
      return done({ status: 'live' }, [], writePlan(round + 1));
    }
    return refused(failure);
  }
}

function shown(form: JsonRecord): Record<string, unknown> {
  return {
    status: 'live',
    title: textOf(form['title']) ?? null,
    description: textOf(form['description']) ?? null,
    price: priceOf(form['price']),
  };
}
