import { Module } from '@nestjs/common';
import { ListingsController } from './listings.controller.ts';
import { ListingsService } from './listings.service.ts';

/** Listings, read only: steps of jobs change them by `applyListingEffect`. */
@Module({ controllers: [ListingsController], providers: [ListingsService] })
export class ListingsModule {}
