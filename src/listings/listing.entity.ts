import { defineEntity, p } from '@mikro-orm/core';
import { MarketplaceAccount } from '../accounts/marketplace-account.entity.ts';
import type { ShownFields } from '../domain/found.ts';
import { LISTING_STATUSES } from '../domain/vocabulary.ts';

const ListingSchema = defineEntity({
  name: 'Listing',
  tableName: 'listings',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    productId: p.bigint('number'),
    account: () => p.manyToOne(MarketplaceAccount),
    externalIds: p.json<Readonly<Record<string, string>>>(),
    url: p.text().nullable(),
    status: p.enum(LISTING_STATUSES),
    fingerprint: p.json<Readonly<Record<string, unknown>>>().nullable(),
    shown: p.json<ShownFields>(),
    lastVerifiedAt: p.datetime().nullable(),
    supersededBy: p.bigint('number').nullable(),
    madeBy: p.bigint('number').nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/**
 * Table `listings`: a product as it stands on one account. At most one row of (account, product) is open, which a
 * partial unique index enforces; rows change only through `applyListingEffect`.
 */
export class Listing extends ListingSchema.class {}
ListingSchema.setClass(Listing);
