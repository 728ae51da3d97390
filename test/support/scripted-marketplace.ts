import { Injectable, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Sql } from '../../src/common/database/sql.ts';
import type { FieldError } from '../../src/domain/errors.ts';
import { done, refused, retry, unknown } from '../../src/domain/outcome.ts';
import type { Outcome, Reconciliation, Refused } from '../../src/domain/outcome.ts';
import type { ProductSnapshot } from '../../src/domain/snapshots.ts';
import type { TaskPlan } from '../../src/domain/task-plan.ts';
import { BaseJobHandler } from '../../src/handlers/contract/base-job-handler.ts';
import type { PlanContext, StepContext, TaskView } from '../../src/handlers/contract/contexts.ts';
import { MarketplaceAdapter } from '../../src/handlers/contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope } from '../../src/handlers/contract/marketplace-adapter.ts';
import {
  Marketplace,
  MarketplaceHandler,
} from '../../src/handlers/contract/marketplace-handler.decorator.ts';

/** What a step does at one execution. `lost_*` means: the caller gets no answer, and it was done or was not. */
export type Behaviour =
  | Outcome
  | 'ok'
  | 'lost_but_done'
  | 'lost_not_done'
  | 'throw'
  | ((task: TaskView, context: StepContext) => Promise<Outcome>);

/** A marketplace with a memory, whose steps do what a test tells them. It counts effects itself. */
@Injectable()
export class ScriptedMarket {
  /** The plan of every job; three steps by default, the second of which must never be repeated blindly. */
  plan: (context: PlanContext) => readonly TaskPlan[] | Refused = () => [
    step('prepare', 'none'),
    step('create', 'once'),
    step('save', 'repeatable'),
  ];
  preflight: (product: ProductSnapshot | null) => readonly FieldError[] = () => [];
  notices: (product: ProductSnapshot | null) => readonly string[] = () => [];
  /** Every execution, in order: `tenant/job/step`. */
  readonly calls: string[] = [];
  /** Every look, in order: `tenant/job/step`. */
  readonly looks: string[] = [];
  /** How often each step took effect: `tenant/job/step` → times. */
  readonly effects = new Map<string, number>();
  /** Looks that find nothing although the effect is there: how many more. */
  indexLag = 0;
  private readonly scripts = new Map<string, Behaviour[]>();

  /**
   * Tells a step what to do at its next executions; after them it works.
   * @param name the step
   * @param behaviours one per execution
   */
  script(name: string, ...behaviours: Behaviour[]): void {
    this.scripts.set(name, behaviours);
  }

  /** Executes a step as scripted. */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const key = keyOf(task, context);
    this.calls.push(key);
    const behaviour = this.scripts.get(task.step)?.shift() ?? 'ok';
    if (typeof behaviour === 'function') return behaviour(task, context);
    if (behaviour === 'throw') throw new Error('scripted crash');
    if (behaviour === 'lost_not_done') return unknown({ code: 'test.lost', message: 'no answer' });
    if (typeof behaviour === 'object' && behaviour.kind !== 'done') return behaviour;
    this.effects.set(key, (this.effects.get(key) ?? 0) + 1);
    if (behaviour === 'lost_but_done') return unknown({ code: 'test.lost', message: 'no answer' });
    return behaviour === 'ok' ? done({ of: task.step }) : behaviour;
  }

  /** Looks up whether a step took effect. */
  async look(task: TaskView, context: StepContext): Promise<Reconciliation> {
    const key = keyOf(task, context);
    this.looks.push(key);
    if (this.indexLag > 0) {
      this.indexLag -= 1;
      return { kind: 'absent' };
    }
    return this.effects.has(key) ? done({ of: task.step, found: true }) : { kind: 'absent' };
  }
}

/** Shorthand for a step that talks to no marketplace as far as pace is concerned. */
export function step(name: string, effect: TaskPlan['effect'], more: Partial<TaskPlan> = {}): TaskPlan {
  return { step: name, taskType: 'db_operation', effect, description: `does ${name}`, ...more };
}

/** A failure that may be tried again. */
export const transient = (afterMs?: number): Outcome =>
  retry({ code: 'test.busy', message: 'try again' }, afterMs === undefined ? {} : { afterMs });
/** A failure for good. */
export const refusal = (): Outcome => refused({ code: 'test.no', message: 'never', actor: 'seller' });

function keyOf(task: TaskView, { tenant, job }: PlanContext): string {
  return `${tenant.id}/${job.id}/${task.step}`;
}

@MarketplaceHandler({ marketplace: 'testmarket', action: 'publish' })
class ScriptedHandler extends BaseJobHandler {
  override readonly planVersion = 1;

  constructor(private readonly market: ScriptedMarket) {
    super();
  }

  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    return this.market.plan(context);
  }

  override executeTask(task: TaskView, context: StepContext): Promise<Outcome> {
    return this.market.execute(task, context);
  }

  override reconcile(task: TaskView, context: StepContext): Promise<Reconciliation> {
    return this.market.look(task, context);
  }

  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    return this.market.preflight(product);
  }

  override notices(product: ProductSnapshot | null): readonly string[] {
    return this.market.notices(product);
  }

  override summarise(results: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return { steps: Object.keys(results) };
  }
}

@MarketplaceHandler({ marketplace: 'testmarket', action: 'delete' })
class ScriptedDeleteHandler extends ScriptedHandler {}

@MarketplaceHandler({ marketplace: 'testmarket', action: 'update' })
class ScriptedUpdateHandler extends ScriptedHandler {}

@MarketplaceHandler({ marketplace: 'testmarket', action: 'sync_orders' })
class ScriptedOrdersHandler extends ScriptedHandler {}

/** What the scripted marketplace can do beside publishing, where a test wants it. */
export const FURTHER_ACTIONS = {
  delete: ScriptedDeleteHandler,
  update: ScriptedUpdateHandler,
  sync_orders: ScriptedOrdersHandler,
} as const;
/** One of {@link FURTHER_ACTIONS}. */
export type FurtherAction = keyof typeof FURTHER_ACTIONS;

@Marketplace()
class ScriptedAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'testmarket';
  override readonly maxRunningPerAccount = 4;
  override readonly rateScopes: Readonly<Record<string, RateScope>> = {
    scarce: { per: 'account', capacity: 1, refillPerSecond: 0.05 },
  };

  override verify(): Promise<readonly ChecklistItem[]> {
    return Promise.resolve([{ code: 'shop', ok: true, message: 'There is a shop.' }]);
  }
}

/** The scripted marketplace as a module, as a team that adds a marketplace would write it. */
@Module({})
export class ScriptedMarketplaceModule {
  static with(market: ScriptedMarket, further: readonly FurtherAction[] = []): DynamicModule {
    return {
      module: ScriptedMarketplaceModule,
      providers: [
        { provide: ScriptedMarket, useValue: market },
        ScriptedHandler,
        ScriptedAdapter,
        ...further.map((action) => FURTHER_ACTIONS[action]),
      ],
    };
  }
}

/** The catalogue row of the scripted action; everything else is taken out of the catalogue where `only` is set. */
export async function seedScriptedCatalogue(
  sql: Sql,
  row: {
    readonly maxAttempts?: number;
    readonly rateLimitMs?: number;
    readonly timeoutSeconds?: number;
    readonly only?: boolean;
    readonly further?: readonly FurtherAction[];
  } = {},
): Promise<void> {
  if (row.only === true) await sql.query('delete from public.marketplace_action_types');
  await sql.query(
    `insert into public.marketplace_action_types
       (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
        backoff_base_ms, backoff_cap_ms, needs_plugin)
     select 'testmarket', code, code, 'For tests', 3, code = 'sync_orders', $1, $2, $3, 100, 400, false
     from unnest($4::text[]) code`,
    [
      row.rateLimitMs ?? 0,
      row.maxAttempts ?? 3,
      row.timeoutSeconds ?? 5,
      ['publish', ...(row.further ?? [])],
    ],
  );
}
