import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DomainError } from '../../domain/errors.ts';
import type { ProductSnapshot } from '../../domain/snapshots.ts';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import { ActionCatalogue } from '../../ledger/action-catalogue.ts';
import type { ActionType } from '../../ledger/action-catalogue.ts';
import { BaseJobHandler } from '../contract/base-job-handler.ts';
import { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';
import { AdapterMetadata, HandlerMetadata } from '../contract/marketplace-handler.decorator.ts';
import { describeHandlers } from './handler-descriptions.ts';
import type { HandlerDescription } from './handler-descriptions.ts';
import { NEUTRAL_ERRORS } from '../contract/neutral-error-catalogue.ts';
import { ErrorBook } from './error-book.ts';
import { errorProblems } from './error-problems.ts';
import { registryProblems } from './registry-problems.ts';
import type { FoundHandler } from './registry-problems.ts';

/** An action that can be run: its row of the catalogue and its handler. */
export interface HandledAction {
  readonly type: ActionType;
  readonly handler: BaseJobHandler;
}

/**
 * Knows every handler and adapter that the application's modules provide. The program does not start when the
 * catalogue and the handlers disagree: a job that nobody can run must not be accepted.
 */
@Injectable()
export class HandlerRegistry implements OnApplicationBootstrap {
  private readonly handlers = new Map<string, HandledAction>();
  private readonly adapters = new Map<Marketplace, MarketplaceAdapter>();
  private book: ErrorBook | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly catalogue: ActionCatalogue,
  ) {}

  /**
   * Finds the handlers and compares them with the catalogue.
   * @throws {Error} naming every gap, duplicate and stranger
   */
  async onApplicationBootstrap(): Promise<void> {
    const handlers = this.findHandlers();
    const adapters = this.findAdapters();
    const types = await this.catalogue.all();
    const problems = [
      ...registryProblems(types, handlers, adapters),
      ...errorProblems(NEUTRAL_ERRORS, adapters),
    ];
    if (problems.length > 0) throw new Error(`handlers and catalogue disagree:\n  ${problems.join('\n  ')}`);
    for (const { marketplace, action, handler } of handlers) {
      const type = await this.catalogue.get(marketplace, action);
      this.handlers.set(keyOf(marketplace, action), { type, handler });
    }
    for (const adapter of adapters) this.adapters.set(adapter.marketplace, adapter);
  }

  /**
   * Finds the handler of an action.
   * @param marketplace the marketplace
   * @param action the action
   * @returns the handler with its row of the catalogue
   * @throws {DomainError} `action.unsupported` with the marketplace's reason
   */
  resolve(marketplace: Marketplace, action: ActionCode): HandledAction {
    const handled = this.handlers.get(keyOf(marketplace, action));
    if (handled !== undefined) return handled;
    const reason = this.adapters.get(marketplace)?.unsupported[action];
    throw new DomainError(
      'action.unsupported',
      'unprocessable',
      reason ?? `${marketplace} cannot ${action}.`,
    );
  }

  /**
   * Tells whether an action can be done.
   * @param marketplace the marketplace
   * @param action the action
   * @returns true where there is a handler for it
   */
  handles(marketplace: Marketplace, action: ActionCode): boolean {
    return this.handlers.has(keyOf(marketplace, action));
  }

  /**
   * Finds the adapter of a marketplace.
   * @param marketplace the marketplace
   * @returns the adapter
   * @throws {DomainError} `action.unknown_marketplace` when there is none
   */
  adapter(marketplace: Marketplace): MarketplaceAdapter {
    const adapter = this.adapters.get(marketplace);
    if (adapter !== undefined) return adapter;
    throw new DomainError(
      'action.unknown_marketplace',
      'invalid',
      `There is no marketplace ${marketplace} here.`,
    );
  }

  /** @returns every marketplace there is, by name */
  marketplaces(): readonly Marketplace[] {
    return this.findAdapters()
      .map((adapter) => adapter.marketplace)
      .sort();
  }

  /** @returns what every error code means; known before the catalogue is */
  get errors(): ErrorBook {
    this.book ??= new ErrorBook(this.findAdapters());
    return this.book;
  }

  /**
   * Tells what every handler does. It needs no catalogue, so it also works in a program that was never started.
   * @param product a product that fits every marketplace
   * @returns the handlers and the gaps, by marketplace and action
   */
  describe(product: ProductSnapshot): readonly HandlerDescription[] {
    return describeHandlers(this.findHandlers(), this.findAdapters(), product);
  }

  /**
   * Tells how a marketplace is reached.
   * @param marketplace the marketplace
   * @returns true where any of its actions needs the seller's browser plugin
   */
  needsPlugin(marketplace: Marketplace): boolean {
    return [...this.handlers.values()].some(
      ({ type }) => type.marketplace === marketplace && type.needsPlugin,
    );
  }

  private findHandlers(): readonly FoundHandler[] {
    return this.discovery.getProviders({ metadataKey: HandlerMetadata.KEY }).flatMap((wrapper) => {
      const key = this.discovery.getMetadataByDecorator(HandlerMetadata, wrapper);
      const handler = instanceOf(wrapper);
      if (key === undefined) return [];
      if (handler instanceof BaseJobHandler) return [{ ...key, name: String(wrapper.name), handler }];
      throw new Error(`${wrapper.name} is marked as a handler and does not extend BaseJobHandler`);
    });
  }

  private findAdapters(): readonly MarketplaceAdapter[] {
    return this.discovery.getProviders({ metadataKey: AdapterMetadata.KEY }).flatMap((wrapper) => {
      const adapter = instanceOf(wrapper);
      return adapter instanceof MarketplaceAdapter ? [adapter] : [];
    });
  }
}

function keyOf(marketplace: Marketplace, action: ActionCode): string {
  return `${marketplace}/${action}`;
}

/** Nest's wrappers promise any instance; nothing is believed of it before it was looked at. */
function instanceOf(wrapper: { readonly instance: unknown }): unknown {
  return wrapper.instance;
}
