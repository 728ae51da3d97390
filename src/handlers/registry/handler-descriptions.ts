import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import type { BaseJobHandler } from '../contract/base-job-handler.ts';
import type { PlanContext } from '../contract/contexts.ts';
import type { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';
import type { FoundHandler } from './registry-problems.ts';

/** One step of a handler. */
export interface StepDescription extends Pick<TaskPlan, 'step' | 'taskType' | 'effect' | 'description'> {
  /** True where it is not planned but appended by a step that found more to do. */
  readonly appended: boolean;
}

/** One action of a marketplace, as its handler does it. */
export interface HandlerDescription {
  readonly marketplace: Marketplace;
  readonly action: ActionCode;
  /** Null where there is no handler. */
  readonly planVersion: number | null;
  readonly supported: boolean;
  /** Why it cannot be done, or what is missing for a plan; null where nothing is. */
  readonly reason: string | null;
  /** The steps of a typical product, in order. */
  readonly steps: readonly StepDescription[];
}

/**
 * Tells what every handler does: it plans a typical job and adds the steps that its steps may append.
 * @param handlers every handler
 * @param adapters every marketplace
 * @param product a product that fits all of them
 * @returns one entry for each action any of them can do, on every marketplace
 */
export function describeHandlers(
  handlers: readonly FoundHandler[],
  adapters: readonly MarketplaceAdapter[],
  product: ProductSnapshot,
): readonly HandlerDescription[] {
  const actions = [...new Set(handlers.map(({ action }) => action))].sort();
  const sorted = [...adapters].sort((a, b) => a.marketplace.localeCompare(b.marketplace));
  return sorted.flatMap((adapter) =>
    actions.map((action) => {
      const found = handlers.find(
        (one) => one.marketplace === adapter.marketplace && one.action === action,
      )?.handler;
      return found === undefined
        ? missing(adapter, action)
        : describe(found, typicalJob(adapter, action, product));
    }),
  );
}

function missing(adapter: MarketplaceAdapter, action: ActionCode): HandlerDescription {
  const { marketplace, unsupported } = adapter;
  const reason = unsupported[action] ?? `${marketplace} cannot ${action}.`;
  return { marketplace, action, planVersion: null, supported: false, reason, steps: [] };
}

function describe(handler: BaseJobHandler, context: PlanContext): HandlerDescription {
  const { marketplace, actionCode: action } = context.job;
  const plan = handler.plan(context);
  const isRefused = 'kind' in plan;
  const planned = isRefused ? [] : plan;
  const names = new Set(planned.map(({ step }) => step));
  const appended = handler.appends().filter(({ step }) => !names.has(step));
  return {
    marketplace,
    action,
    planVersion: handler.planVersion,
    supported: true,
    reason: isRefused ? plan.message : null,
    steps: [
      ...planned.map((task) => described(task, false)),
      ...appended.map((task) => described(task, true)),
    ],
  };
}

function described({ step, taskType, effect, description }: TaskPlan, appended: boolean): StepDescription {
  return { step, taskType, effect, description, appended };
}

/** Publishing begins with nothing; everything else with a listing of which nobody knows what was sent. */
function typicalJob(
  { marketplace, typical }: MarketplaceAdapter,
  action: ActionCode,
  product: ProductSnapshot,
): PlanContext {
  const account: AccountSnapshot = {
    id: 1,
    marketplace,
    externalId: '1',
    status: 'connected',
    settings: typical.settings,
  };
  const listing: ListingSnapshot = {
    id: 1,
    status: 'live',
    externalIds: typical.externalIds,
    url: null,
    fingerprint: null,
    shown: {},
  };
  return {
    tenant: tenantRef(1),
    job: { id: 1, marketplace, actionCode: action, input: {} },
    product,
    account,
    listing: action === 'publish' ? null : listing,
    superseded: [],
  };
}
