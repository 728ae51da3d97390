import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import { ActionCatalogue } from '../../ledger/action-catalogue.ts';
import { QueueOverview } from '../../queue/queue-overview.ts';
import type { SwitchRow } from '../../queue/queue-overview.ts';
import { Switches } from '../../queue/switches.ts';
import type { PauseWish } from '../../queue/switches.ts';

/** The catalogue has no such marketplace. */
export class MarketplaceNotFoundError extends DomainError {
  /** @param marketplace the name that was asked for */
  constructor(marketplace: Marketplace) {
    super('marketplace.not_found', 'not_found', `There is no marketplace ${marketplace} here.`);
  }
}

/** Stops and restarts whole marketplaces, for all tenants. */
@Injectable()
export class MarketplaceSwitches {
  constructor(
    private readonly database: Database,
    private readonly catalogue: ActionCatalogue,
    private readonly switches: Switches,
    private readonly overview: QueueOverview,
  ) {}

  /**
   * Stops a marketplace, or lets it go on. Doing so twice is harmless.
   * @param marketplace which
   * @param pause who wants it to stand still and why; undefined to let it go on
   * @returns its switch
   * @throws {MarketplaceNotFoundError} when the catalogue has no such marketplace
   */
  async set(marketplace: Marketplace, pause: PauseWish | undefined): Promise<SwitchRow> {
    const types = await this.catalogue.all();
    if (!types.some((type) => type.marketplace === marketplace)) {
      throw new MarketplaceNotFoundError(marketplace);
    }
    await (pause === undefined
      ? this.switches.resume(this.database, marketplace)
      : this.switches.pause(this.database, marketplace, pause));
    const row = (await this.overview.switches()).find((each) => each.marketplace === marketplace);
    if (row === undefined) throw new MarketplaceNotFoundError(marketplace);
    return row;
  }
}
