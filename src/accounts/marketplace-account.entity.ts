import { defineEntity, p } from '@mikro-orm/core';
import { ACCOUNT_STATUSES } from '../domain/vocabulary.ts';

const MarketplaceAccountSchema = defineEntity({
  name: 'MarketplaceAccount',
  tableName: 'marketplace_accounts',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    marketplace: p.text(),
    name: p.text(),
    externalId: p.text(),
    status: p.enum(ACCOUNT_STATUSES).default('connected'),
    connection: p.text().default('connected'),
    statusReason: p.text().nullable(),
    settings: p.json<Readonly<Record<string, unknown>>>(),
    checklist: p.json<readonly unknown[]>(),
    verifiedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/**
 * Table `marketplace_accounts`: a tenant's connection to one marketplace. Its credentials and its refresh lease are
 * not mapped: they are read and written only by `AccountTokens` and `AccountConnections`, with hand-written SQL.
 */
export class MarketplaceAccount extends MarketplaceAccountSchema.class {}
MarketplaceAccountSchema.setClass(MarketplaceAccount);
