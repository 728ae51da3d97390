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
import { EtsyModule } from '../../../../src/handlers/etsy/etsy.module.ts';
import { KnownListings } from '../../../../src/listings/known-listings.ts';
import { ListingClaims } from '../../../../src/listings/listing-claims.ts';
import { ListingsModule } from '../../../../src/listings/listings.module.ts';
import { HostResolver } from '../../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../../src/products/pictures/picture-fetcher.ts';
import { ProductsModule } from '../../../../src/products/products.module.ts';
import { SimilarProducts } from '../../../../src/products/similar-products.ts';
import { RateBuckets } from '../../../../src/queue/rate-buckets.ts';

/** What is global in the program, without its database. */
@Global()
@Module({
  providers: [
    { provide: AccountTokens, useValue: { accessToken: () => Promise.resolve('token') } },
    { provide: RateBuckets, useValue: { lower: () => Promise.resolve() } },
  ],
  exports: [AccountTokens, RateBuckets],
})
class Shared {}

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
  providers: [
    { provide: ListingClaims, useValue: { claim: () => Promise.resolve({ kept: undefined, free: [] }) } },
    { provide: KnownListings, useValue: { open: () => Promise.resolve([]) } },
  ],
  exports: [ListingClaims, KnownListings],
})
class Listings {}

describe("Etsy's module", () => {
  it('brings its handlers and one adapter that the registry can find', async () => {
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(loadConfig({ NODE_ENV: 'test' })),
        DiscoveryModule,
        ClockModule,
        Shared,
        EtsyModule,
      ],
    })
      .overrideModule(ProductsModule)
      .useModule(Products)
      .overrideModule(ListingsModule)
      .useModule(Listings)
      .compile();
    const discovery = module.get(DiscoveryService);
    const handlers = discovery.getProviders({ metadataKey: HandlerMetadata.KEY });
    const found = handlers.map((wrapper) => discovery.getMetadataByDecorator(HandlerMetadata, wrapper));
    expect(new Set(found)).toEqual(
      new Set([
        { marketplace: 'etsy', action: 'publish' },
        { marketplace: 'etsy', action: 'delete' },
        { marketplace: 'etsy', action: 'sync' },
        { marketplace: 'etsy', action: 'sync_orders' },
        { marketplace: 'etsy', action: 'import' },
        { marketplace: 'etsy', action: 'check_connection' },
        { marketplace: 'etsy', action: 'update' },
        { marketplace: 'etsy', action: 'relist' },
      ]),
    );
    expect(
      discovery.getProviders({ metadataKey: AdapterMetadata.KEY }).map(({ name }) => String(name)),
    ).toEqual(['EtsyAdapter']);
    await module.close();
  });
});
