import { Global, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { AccountTokens } from '../../../../src/accounts/account-tokens.ts';
import { ClockModule } from '../../../../src/common/clock.ts';
import { loadConfig } from '../../../../src/config/app-config.ts';
import { ConfigModule } from '../../../../src/config/config.module.ts';
import {
  AdapterMetadata,
  HandlerMetadata,
} from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { EbayModule } from '../../../../src/handlers/ebay/ebay.module.ts';
import { KnownListings } from '../../../../src/listings/known-listings.ts';
import { ListingsModule } from '../../../../src/listings/listings.module.ts';
import { HostResolver } from '../../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../../src/products/pictures/picture-fetcher.ts';
import { ProductsModule } from '../../../../src/products/products.module.ts';
import { SimilarProducts } from '../../../../src/products/similar-products.ts';

/** The accounts' module without its database. */
@Global()
@Module({
  providers: [{ provide: AccountTokens, useValue: { accessToken: () => Promise.resolve('token') } }],
  exports: [AccountTokens],
})
class Accounts {}

/** The products' module without its database. */
@Module({
  providers: [
    {
      provide: PictureFetcher,
      useFactory: () => new PictureFetcher(new HostResolver(), loadConfig({ NODE_ENV: 'test' })),
    },
    { provide: SimilarProducts, useValue: { withTitles: () => Promise.resolve([]) } },
  ],
  exports: [PictureFetcher, SimilarProducts],
})
class Products {}

/** The listings' module without its database. */
@Module({
  providers: [{ provide: KnownListings, useValue: { now: () => Promise.resolve(new Date(0)) } }],
  exports: [KnownListings],
})
class Listings {}

describe("eBay's module", () => {
  it('brings a handler for each action and one adapter that the registry can find', async () => {
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(loadConfig({ NODE_ENV: 'test' })),
        DiscoveryModule,
        ClockModule,
        Accounts,
        EbayModule,
      ],
    })
      .overrideModule(ProductsModule)
      .useModule(Products)
      .overrideModule(ListingsModule)
      .useModule(Listings)
      .compile();
    const discovery = module.get(DiscoveryService);
    const handlers = discovery.getProviders({ metadataKey: HandlerMetadata.KEY });
    const served = handlers.map((wrapper) => discovery.getMetadataByDecorator(HandlerMetadata, wrapper));
    expect(served.map((key) => `${key?.marketplace}/${key?.action}`).sort()).toEqual([
      'ebay/check_connection',
      'ebay/delete',
      'ebay/import',
      'ebay/publish',
      'ebay/relist',
      'ebay/sync',
      'ebay/sync_orders',
      'ebay/update',
    ]);
    expect(
      discovery.getProviders({ metadataKey: AdapterMetadata.KEY }).map(({ name }) => String(name)),
    ).toEqual(['EbayAdapter']);
    await module.close();
  });
});
