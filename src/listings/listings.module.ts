import { Module } from '@nestjs/common';
import { KnownListings } from './known-listings.ts';
import { ListingClaims } from './listing-claims.ts';
import { ListingsController } from './listings.controller.ts';
import { ListingsService } from './listings.service.ts';

/** Listings, read only: steps of jobs change them by `applyListingEffect`. Handlers claim what they find. */
@Module({
  controllers: [ListingsController],
  providers: [ListingsService, ListingClaims, KnownListings],
  exports: [ListingClaims, KnownListings],
})
export class ListingsModule {}
