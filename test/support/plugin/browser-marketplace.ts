import { Injectable, Module } from '@nestjs/common';
import type { Sql } from '../../../src/common/database/sql.ts';
import { done, refused, retry, unknown } from '../../../src/domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../../src/domain/outcome.ts';
import type { TaskPlan } from '../../../src/domain/task-plan.ts';
import { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import type { StepContext, TaskView } from '../../../src/handlers/contract/contexts.ts';
import { MarketplaceAdapter } from '../../../src/handlers/contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope } from '../../../src/handlers/contract/marketplace-adapter.ts';
import {
  Marketplace,
  MarketplaceHandler,
} from '../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { PluginCommands } from '../../../src/plugin/commands/plugin-commands.ts';
import { PluginGoneError } from '../../../src/plugin/plugin-gone.error.ts';
import type { PluginAnswer, PluginCall } from '../../../src/plugin/plugin-call.ts';

/** Commands of the marketplace below, as a browser announces them. */
export const BROWSER_COMMANDS = ['shop.photo.upload@1', 'shop.item.create@1', 'shop.items.list@1'];

/** A marketplace that only a browser reaches: one upload, one create that must never happen twice. */
@MarketplaceHandler({ marketplace: 'shop', action: 'publish' })
class ShopPublishHandler extends BaseJobHandler {
  override readonly planVersion = 1;

  constructor(private readonly plugin: PluginCommands) {
    super();
  }

  override plan(): readonly TaskPlan[] {
    const step = (name: string, effect: TaskPlan['effect']): TaskPlan => ({
      step: name,
      taskType: 'plugin_http',
      effect,
      description: `does ${name}`,
      settleSeconds: 1,
    });
    return [step('upload', 'repeatable'), step('create', 'once')];
  }

  override async executeTask(task: TaskView, context: StepContext): Promise<Outcome> {
    const command = task.step === 'upload' ? 'shop.photo.upload' : 'shop.item.create';
    try {
      return outcomeOf(await this.plugin.execute({ ...call(task, context), command }), task);
    } catch (error: unknown) {
      if (!(error instanceof PluginGoneError)) throw error;
      const failure = { code: 'shop.browser_gone', message: error.message };
      if (error.sent && task.effect === 'once') return unknown(failure, { costsAttempt: false });
      return retry(failure, { costsAttempt: false, waitsForLane: true, keepsKey: error.sent });
    }
  }

  override async recall(task: TaskView, context: StepContext): Promise<Reconciliation | undefined> {
    try {
      const recalled = await this.plugin.recall(call(task, context));
      switch (recalled.status) {
        case 'done':
          return done({ ...recalled.data });
        case 'not_started':
          return { kind: 'absent', certain: true };
        case 'under_way':
          return { kind: 'undecided', message: 'The browser is at work on it.' };
        case 'failed':
          return { kind: 'absent', certain: true };
        default:
          return undefined;
      }
    } catch (error: unknown) {
      if (!(error instanceof PluginGoneError)) throw error;
      return retry(
        { code: 'shop.browser_gone', message: error.message },
        { costsAttempt: false, waitsForLane: true },
      );
    }
  }

  override async reconcile(_task: TaskView, context: StepContext): Promise<Reconciliation> {
    const { tenant, account, signal, job } = context;
    const question = { tenant, account, signal, command: 'shop.items.list', version: 1, payload: {} };
    const answer = await this.plugin.read(question);
    if (answer.status !== 'done') return { kind: 'undecided', message: 'no list' };
    const made = answer.data['jobs'];
    return Array.isArray(made) && made.includes(job.id) ? done({ found: true }) : { kind: 'absent' };
  }
}

function call(task: TaskView, { tenant, account, signal, job }: StepContext): PluginCall {
  const { attemptKey: commandId, attempt } = task;
  return { tenant, account, commandId, attempt, command: '', version: 1, payload: { job: job.id }, signal };
}

function outcomeOf(answer: PluginAnswer, task: TaskView): Outcome {
  if (answer.status === 'done') return done({ ...answer.data });
  const failure = { code: `shop.${answer.error.kind}`, message: answer.error.message ?? answer.error.kind };
  if (answer.status === 'unknown' && task.effect === 'once') return unknown(failure);
  switch (answer.error.kind) {
    case 'challenge':
    case 'logged_out':
    case 'wrong_account':
    case 'no_tab':
      return retry(failure, { costsAttempt: false, waitsForLane: true });
    case 'validation':
      return refused(failure);
    default:
      return retry(failure);
  }
}

@Injectable()
@Marketplace()
class ShopAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'shop';
  override readonly maxRunningPerAccount = 1;
  override readonly rateScopes: Readonly<Record<string, RateScope>> = {};

  override verify(): Promise<readonly ChecklistItem[]> {
    return Promise.resolve([]);
  }
}

/** The marketplace as a module. */
@Module({ providers: [ShopPublishHandler, ShopAdapter] })
export class BrowserMarketplaceModule {}

/** Makes its catalogue row the only one. */
export async function seedBrowserCatalogue(sql: Sql): Promise<void> {
  await sql.query('delete from public.marketplace_action_types');
  await sql.query(
    `insert into public.marketplace_action_types
       (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
        backoff_base_ms, backoff_cap_ms, needs_plugin)
     values ('shop', 'publish', 'Publish', 'For tests', 3, false, 0, 3, 20, 100, 400, true)`,
  );
}
