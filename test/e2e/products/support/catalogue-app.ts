import { Global, Module } from '@nestjs/common';
import { AccountsModule } from '../../../../src/accounts/accounts.module.ts';
import { MarketplaceFacts } from '../../../../src/accounts/marketplace-facts.ts';
import { Database } from '../../../../src/common/database/database.ts';
import { EncryptionModule } from '../../../../src/common/encryption/encryption.module.ts';
import { ListingsModule } from '../../../../src/listings/listings.module.ts';
import { ProductsModule } from '../../../../src/products/products.module.ts';
import { QueueModule } from '../../../../src/queue/queue.module.ts';
import { startTestApp } from '../../../support/test-app.ts';
import type { TestApp } from '../../../support/test-app.ts';
import { bearer } from '../../../support/tokens.ts';

/** One marketplace that is reached by tokens, and one by the seller's browser. */
class TwoMarketplaces extends MarketplaceFacts {
  override known(): readonly string[] {
    return ['ebay', 'vinted'];
  }

  override title(marketplace: string): string {
    return marketplace;
  }

  override maxRunning(marketplace: string): number {
    return marketplace === 'vinted' ? 1 : 4;
  }

  override needsPlugin(marketplace: string): boolean {
    return marketplace === 'vinted';
  }
}

@Global()
@Module({
  providers: [{ provide: MarketplaceFacts, useClass: TwoMarketplaces }],
  exports: [MarketplaceFacts],
})
class TwoMarketplacesModule {}

/** What the application answered. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The application with the catalogue's routes. */
export interface CatalogueApp extends TestApp {
  readonly db: Database;
  /** Makes a request as a tenant; a text is sent as CSV, everything else as JSON. */
  as(
    tenant: number,
  ): <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer<T>>;
}

/** @returns the running application, with two tenants */
export async function startCatalogueApp(): Promise<CatalogueApp> {
  const app = await startTestApp({
    modules: [
      EncryptionModule,
      QueueModule,
      TwoMarketplacesModule,
      ProductsModule,
      AccountsModule,
      ListingsModule,
    ],
  });
  return {
    ...app,
    db: app.app.get(Database),
    as:
      (tenant) =>
      async (method, path, body, headers = {}) => {
        const isText = typeof body === 'string';
        const response = await fetch(`${app.url}${path}`, {
          method,
          headers: {
            authorization: await bearer({ tenant }),
            ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
        });
        return { status: response.status, headers: response.headers, body: (await response.json()) as never };
      },
  };
}

/** A product that obeys the rules. */
export const COAT = { sku: 'COAT-1', title: 'Wool coat', price: '89.9', currency: 'EUR' };
