import { Module } from '@nestjs/common';
import { LinkedListings } from './linked-listings.ts';
import { ListingsController } from './listings.controller.ts';
import { ListingsService } from './listings.service.ts';

/** Listings, read only: steps of jobs change them by `applyListingEffect`. Handlers look up who has an id. */
@Module({
  controllers: [ListingsController],
  providers: [ListingsService, LinkedListings],
  exports: [LinkedListings],
})
export class ListingsModule {}
