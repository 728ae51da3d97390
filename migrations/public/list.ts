import type { MigrationLists } from '../../src/tenancy/migrations/migration-lists.ts';
import { PublicInitial } from './001_initial.ts';
import { PublicEbayCatalogue } from './002_ebay_catalogue.ts';
import { PublicEtsyCatalogue } from './003_etsy_catalogue.ts';
import { PublicPluginSessions } from './004_plugin_sessions.ts';
import { PublicVintedCatalogue } from './005_vinted_catalogue.ts';
import { PublicEbayDelete } from './006_ebay_delete.ts';
import { PublicEtsyDelete } from './007_etsy_delete.ts';
import { PublicVintedDelete } from './008_vinted_delete.ts';
import { PublicEbayUpdateRelist } from './009_ebay_update_relist.ts';
import { PublicEtsyUpdateAndRelist } from './010_etsy_update_and_relist.ts';
import { PublicVintedUpdateRelist } from './011_vinted_update_relist.ts';
import { PublicEbayAccountActions } from './012_ebay_account_actions.ts';
import { PublicEtsyAccountActions } from './013_etsy_account_actions.ts';
import { PublicVintedAccountActions } from './014_vinted_account_actions.ts';
import { PublicRecurringActions } from './015_recurring_actions.ts';
import { PublicSellingPolicy } from './016_selling_policy.ts';
import { PublicOperations } from './017_operations.ts';
import { PublicOpenBatchReopenings } from './022_open_batch_reopenings.ts';
import { PublicWebhooks } from './023_webhooks.ts';
import { PublicLaneOrder } from './024_lane_order.ts';
import { PublicWebhookRest } from './025_webhook_rest.ts';
import { PublicQueueProductIndex } from './026_queue_product_index.ts';
import { PublicPluginSessionAnnounced } from './027_plugin_session_announced.ts';

/** Migrations of the tables all tenants share, and of the marketplaces' catalogues. */
export const PUBLIC_MIGRATIONS: MigrationLists['public'] = [
  // Oldest first: a new one goes to the end.
  PublicInitial,
  PublicEbayCatalogue,
  PublicEtsyCatalogue,
  PublicPluginSessions,
  PublicVintedCatalogue,
  PublicEbayDelete,
  PublicEtsyDelete,
  PublicVintedDelete,
  PublicEbayUpdateRelist,
  PublicEtsyUpdateAndRelist,
  PublicVintedUpdateRelist,
  PublicEbayAccountActions,
  PublicEtsyAccountActions,
  PublicVintedAccountActions,
  PublicRecurringActions,
  PublicSellingPolicy,
  PublicOperations,
  PublicOpenBatchReopenings,
  PublicWebhooks,
  PublicLaneOrder,
  PublicWebhookRest,
  PublicQueueProductIndex,
  PublicPluginSessionAnnounced,
];
