import { Injectable } from '@nestjs/common';
import { MarketplaceFacts } from '../../accounts/marketplace-facts.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import { HandlerRegistry } from './handler-registry.ts';

/** Tells accounts what the registered marketplaces are like. */
@Injectable()
export class RegisteredMarketplaces extends MarketplaceFacts {
  constructor(private readonly registry: HandlerRegistry) {
    super();
  }

  /** @returns the names of all registered marketplaces */
  override known(): readonly Marketplace[] {
    return this.registry.marketplaces();
  }

  /**
   * @param marketplace its name in the catalogue
   * @returns its name as people write it; the same where it is not registered
   */
  override title(marketplace: Marketplace): string {
    return this.known().includes(marketplace) ? this.registry.adapter(marketplace).title : marketplace;
  }

  /**
   * @param marketplace one of the registered
   * @returns jobs that may run at once on one account
   */
  override maxRunning(marketplace: Marketplace): number {
    return this.registry.adapter(marketplace).maxRunningPerAccount;
  }

  /**
   * @param marketplace one of the registered
   * @returns whether its jobs run only while the seller's browser plugin is connected
   */
  override needsPlugin(marketplace: Marketplace): boolean {
    return this.registry.needsPlugin(marketplace);
  }
}
