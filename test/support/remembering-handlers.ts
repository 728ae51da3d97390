import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import type { Effect, ListingEffect } from '../../src/domain/effects.ts';
import { done, refused, retry } from '../../src/domain/outcome.ts';
import type { Outcome, Reconciliation, Refused } from '../../src/domain/outcome.ts';
import type { TaskPlan } from '../../src/domain/task-plan.ts';
import { BaseJobHandler } from '../../src/handlers/contract/base-job-handler.ts';
import type { PlanContext, StepContext, TaskView } from '../../src/handlers/contract/contexts.ts';
import { MarketplaceAdapter } from '../../src/handlers/contract/marketplace-adapter.ts';
import type { ChecklistItem } from '../../src/handlers/contract/marketplace-adapter.ts';
import {
  Marketplace,
  MarketplaceHandler,
} from '../../src/handlers/contract/marketplace-handler.decorator.ts';
import { KnownListings } from '../../src/listings/known-listings.ts';
import { ListingClaims } from '../../src/listings/listing-claims.ts';
import { ListingsModule } from '../../src/listings/listings.module.ts';
import { MarketBusyError } from './remembering-market.ts';
import type { MarketListing, RememberingMarket } from './remembering-market.ts';

type Step = (task: TaskView, context: StepContext) => Promise<Outcome>;

const NOT_LISTED: Refused = refused({
  code: 'test.not_listed',
  message: 'It is not listed.',
  actor: 'seller',
});

const plan = (step: string, effect: TaskPlan['effect'], settleSeconds = 1): TaskPlan => ({
  step,
  taskType: 'db_operation',
  effect,
  description: step,
  settleSeconds,
});
const PUBLISH = [plan('create', 'once'), plan('read_back', 'none'), plan('save', 'none')];
const UPDATE = [plan('write', 'repeatable'), plan('save', 'none')];
const DELETE = [plan('end', 'repeatable'), plan('read_back', 'none'), plan('save', 'none')];
const RELIST = [
  plan('look', 'none'),
  ...PUBLISH,
  plan('end_old', 'repeatable'),
  plan('read_old', 'none'),
  plan('save_old', 'none'),
];
const WITHDRAW = [plan('end_copy', 'repeatable'), plan('read_copy', 'none'), plan('save_copy', 'none')];

const idOf = (row: { readonly externalIds: Readonly<Record<string, string>> } | null): string | undefined =>
  row?.externalIds['item_id'];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * Makes the module of a marketplace with a memory: handlers that follow the contract as real ones do, each on the
 * market of its account.
 * @param marketplace its name in the catalogue
 * @param market the seller's shop there
 * @returns the module
 */
export function rememberingModule(marketplace: string, market: RememberingMarket): DynamicModule {
  abstract class Handler extends BaseJobHandler {
    override readonly planVersion = 1;
    protected abstract readonly steps: Readonly<Record<string, Step>>;

    constructor(
      @Inject(ListingClaims) protected readonly claims: ListingClaims,
      @Inject(KnownListings) protected readonly known: KnownListings,
    ) {
      super();
    }

    override async executeTask(task: TaskView, context: StepContext): Promise<Outcome> {
      const step = this.steps[task.step];
      if (step === undefined) throw new Error(`no step ${task.step}`);
      try {
        return await step(task, context);
      } catch (error) {
        if (error instanceof MarketBusyError) return retry({ code: 'test.busy', message: 'busy' });
        throw error;
      }
    }

    override async reconcile(task: TaskView, context: StepContext): Promise<Reconciliation> {
      const { tenant, account, product, signal, superseded, listing } = context;
      if (product === null) return { kind: 'absent' };
      const old = listOf(context.results['look']?.['old']);
      const copy = task.step === 'create' && old.length > 0 ? ('new_copy' as const) : undefined;
      const shown = await market.search(signal, product.sku, task.startedAt.getTime() - 5);
      const ids = shown.map(({ id }) => id).filter((id) => !old.includes(id));
      const known = [...superseded, ...(listing === null ? [] : [listing])].map(idOf);
      const key = { productId: product.id, accountId: account.id };
      const candidates =
        copy === undefined ? ids : ids.filter((id) => !known.includes(id) || id === idOf(listing));
      const { kept } = await this.claims.claim(tenant, key, 'item_id', candidates, copy);
      return kept === undefined ? { kind: 'absent' } : created(kept, copy);
    }

    /** Publishing's steps; a relisting takes them as well. */
    protected readonly publishing: Readonly<Record<string, Step>> = {
      create: async (_task, { product, listing, results, signal }) => {
        const old = listOf(results['look']?.['old']);
        const id = idOf(listing);
        if (id !== undefined && !old.includes(id)) {
          const there = await market.read(signal, id);
          if (there.state !== 'ended') return created(id, undefined, listing?.status === 'live');
        }
        const made = await market.create(signal, product?.sku ?? '', product?.title ?? '');
        return created(made, old.length > 0 ? 'new_copy' : undefined);
      },
      read_back: async (_task, { results, signal }) => {
        const { state } = await market.read(signal, textOf(results['create']?.['id']));
        return done({ state });
      },
      save: (_task, { results, product }) => {
        const id = textOf(results['create']?.['id']);
        return Promise.resolve(
          done({ id }, [
            effectOf(id, results['read_back']?.['state'], { quantity: String(product?.quantity) }),
          ]),
        );
      },
    };
  }

  @MarketplaceHandler({ marketplace, action: 'publish' })
  class PublishHandler extends Handler {
    protected override readonly steps = this.publishing;

    override plan(): readonly TaskPlan[] {
      return PUBLISH;
    }
  }

  @MarketplaceHandler({ marketplace, action: 'update' })
  class UpdateHandler extends Handler {
    protected override readonly steps: Readonly<Record<string, Step>> = {
      write: async (_task, { listing, product, signal }) => {
        const id = idOf(listing);
        if (id === undefined) return NOT_LISTED;
        await market.revise(signal, id, product?.title ?? '');
        return done({ id, state: (await market.read(signal, id)).state });
      },
      save: (_task, { results }) =>
        Promise.resolve(done({}, [effectOf(textOf(results['write']?.['id']), results['write']?.['state'])])),
    };

    override plan({ listing }: PlanContext): readonly TaskPlan[] | Refused {
      return listing?.status === 'live' ? UPDATE : NOT_LISTED;
    }
  }

  @MarketplaceHandler({ marketplace, action: 'delete' })
  class DeleteHandler extends Handler {
    protected override readonly steps: Readonly<Record<string, Step>> = {
      end: async (_task, { listing, superseded, signal }) => {
        const old = superseded.flatMap((row) => idOf(row) ?? []);
        const open = idOf(listing) ?? null;
        for (const id of [...old, ...(open === null ? [] : [open])]) await market.end(signal, id);
        return done({ old, open });
      },
      read_back: async (_task, { results, signal }) => {
        const { old, open } = results['end'] ?? {};
        const states: Record<string, string> = {};
        for (const id of [...listOf(old), ...(open === null ? [] : [textOf(open)])]) {
          states[id] = (await market.read(signal, id)).state;
          if (states[id] === 'live') await market.end(signal, id);
        }
        const live = Object.values(states).includes('live');
        return live ? retry({ code: 'test.still_there', message: 'it is still there' }) : done(states);
      },
      save: (_task, { results }) => {
        const states = results['read_back'] ?? {};
        const { old, open } = results['end'] ?? {};
        const effects: readonly Effect[] = [
          ...listOf(old).map((id) => ({ ...effectOf(id, states[id]), copy: 'old_copy' as const })),
          ...(open === null ? [] : [effectOf(textOf(open), states[textOf(open)])]),
        ];
        return Promise.resolve(done({}, effects));
      },
    };

    override plan({ listing, superseded }: PlanContext): readonly TaskPlan[] {
      return listing === null && superseded.length === 0 ? [] : DELETE;
    }
  }

  @MarketplaceHandler({ marketplace, action: 'relist' })
  class RelistHandler extends Handler {
    protected override readonly steps: Readonly<Record<string, Step>> = {
      look: async (_task, { listing, superseded, signal }) => {
        const rows = [...superseded, ...(listing?.status === 'live' ? [listing] : [])];
        const old = rows.flatMap((row) => idOf(row) ?? []);
        const states = await this.statesOf(old, signal);
        if (states.includes('sold')) return done({ old, state: 'sold' });
        return states.includes('live') ? done({ old, state: 'live' }) : NOT_LISTED;
      },
      ...Object.fromEntries(
        Object.entries(this.publishing).map(([name, step]) => [
          name,
          (task: TaskView, context: StepContext) =>
            isOver(context) ? Promise.resolve(done({ skipped: true })) : step(task, context),
        ]),
      ),
      end_old: async (_task, { results, signal }) => {
        for (const id of listOf(results['look']?.['old'])) await market.end(signal, id);
        return done();
      },
      read_old: async (_task, { results, signal }) => {
        const old = listOf(results['look']?.['old']);
        const states = await this.statesOf(old, signal);
        return done(Object.fromEntries(old.map((id, index) => [id, states[index]])));
      },
      save_old: (_task, context) => {
        const states = context.results['read_old'] ?? {};
        const open = idOf(context.listing);
        const effects = Object.entries(states).map(([id, state]): ListingEffect => ({
          ...effectOf(id, state),
          ...(isOver(context) && id === open ? {} : { copy: 'old_copy' }),
        }));
        const withdraws = !isOver(context) && Object.values(states).includes('sold');
        return Promise.resolve(done({}, effects, withdraws ? WITHDRAW : []));
      },
      end_copy: async (_task, { results, signal }) => {
        await market.end(signal, textOf(results['create']?.['id']));
        return done();
      },
      read_copy: async (_task, { results, signal }) => {
        const { state } = await market.read(signal, textOf(results['create']?.['id']));
        return done({ state });
      },
      save_copy: (_task, { results }) =>
        Promise.resolve(
          done({}, [effectOf(textOf(results['create']?.['id']), results['read_copy']?.['state'])]),
        ),
    };

    override plan({ listing, superseded }: PlanContext): readonly TaskPlan[] | Refused {
      const isUnfinished = listing !== null && superseded.length > 0;
      return listing?.status === 'live' || isUnfinished ? RELIST : NOT_LISTED;
    }

    private async statesOf(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
      const states: MarketListing['state'][] = [];
      for (const id of ids) states.push((await market.read(signal, id)).state);
      return states;
    }
  }

  @MarketplaceHandler({ marketplace, action: 'sync_orders' })
  class OrdersHandler extends Handler {
    protected override readonly steps: Readonly<Record<string, Step>> = {
      orders: async (_task, { signal }) =>
        done(
          {},
          (await market.ordersOf(signal)).map((order) => ({
            type: 'order',
            order: {
              externalId: order.id,
              state: 'paid',
              soldAt: new Date(order.soldAtMs).toISOString(),
              lines: [
                { externalId: '1', listingIds: { item_id: order.listingId }, sku: order.sku, quantity: 1 },
              ],
            },
          })),
        ),
    };

    override plan(): readonly TaskPlan[] {
      return [plan('orders', 'none')];
    }
  }

  @MarketplaceHandler({ marketplace, action: 'sync' })
  class SyncHandler extends Handler {
    protected override readonly steps: Readonly<Record<string, Step>> = {
      look: async (_task, { tenant, account, signal }) => {
        const effects: Effect[] = [];
        for (const listing of await this.known.open(tenant, account.id)) {
          const id = idOf(listing);
          if (listing.busy || id === undefined) continue;
          const { state } = await market.read(signal, id);
          if (state === 'sold') effects.push({ type: 'listing_sold', listingId: listing.id });
        }
        return done({}, effects);
      },
    };

    override plan(): readonly TaskPlan[] {
      return [plan('look', 'none')];
    }
  }

  @Marketplace()
  class Adapter extends MarketplaceAdapter {
    override readonly marketplace = marketplace;
    override readonly maxRunningPerAccount = 2;
    override readonly rateScopes = {};

    override verify(): Promise<readonly ChecklistItem[]> {
      return Promise.resolve([]);
    }
  }

  @Module({})
  class RememberingModule {}
  const providers: Type<unknown>[] = [
    PublishHandler,
    UpdateHandler,
    DeleteHandler,
    RelistHandler,
    OrdersHandler,
    SyncHandler,
    Adapter,
  ];
  return { module: RememberingModule, imports: [ListingsModule], providers };
}

function created(id: string, copy?: 'new_copy', isLive = false): ReturnType<typeof done> {
  return done({ id }, [
    {
      type: 'listing',
      status: isLive ? 'live' : 'unknown',
      externalIds: { item_id: id },
      ...(copy === undefined ? {} : { copy }),
    },
  ]);
}

function effectOf(id: string, state: unknown, shown?: Readonly<Record<string, string>>): ListingEffect {
  return {
    type: 'listing',
    status: state === 'live' ? 'live' : state === 'sold' ? 'sold' : 'ended',
    externalIds: { item_id: id },
    verified: true,
    ...(shown === undefined ? {} : { shown }),
  };
}

function isOver({ results }: StepContext): boolean {
  return results['look']?.['state'] === 'sold';
}
