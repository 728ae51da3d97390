import { setTimeout as delay } from 'node:timers/promises';
import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import type { PluginPresence } from '../../plugin/devices/presence-reader.ts';
import { blockingItems } from '../contract/blocking-items.ts';
import { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope, TypicalAccount } from '../contract/marketplace-adapter.ts';
import { Marketplace } from '../contract/marketplace-handler.decorator.ts';
import { VINTED_ATTRIBUTES } from './vinted-attributes.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import { VINTED_ERROR_CATALOGUE } from './vinted-error-catalogue.ts';
import { vintedChecklist } from './vinted-checklist.ts';

/** Looks whether a browser that has just connected has said what it has, and milliseconds between two of them: 5 s in all. */
const LOOKS = 100;
const LOOK_EVERY_MS = 50;

/** Vinted as StoFlow's queue sees it. */
@Marketplace()
export class VintedAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'vinted';
  override readonly errors = VINTED_ERROR_CATALOGUE;
  override readonly productAttributes = VINTED_ATTRIBUTES;
  /** A browser executes one command at a time for an account. */
  override readonly maxRunningPerAccount = 1;
  override readonly typical: TypicalAccount = {
    settings: { site: 'vinted.fr' },
    externalIds: { item_id: '1' },
  };
  /** Vinted publishes no limits; the pace of its row in the catalogue keeps an account as slow as a person. */
  override readonly rateScopes: Readonly<Record<string, RateScope>> = {};

  constructor(private readonly commands: PluginCommands) {
    super();
  }

  /**
   * Asks the seller's browsers whether an account has all that publishing needs.
   * @param tenant whose account
   * @param account the account, with its settings
   * @param signal aborts the question
   * @returns one item per precondition
   * @throws {DomainError} of kind `unavailable` when the browser cannot be asked now
   */
  override async verify(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<readonly ChecklistItem[]> {
    const presence = await this.settledPresence(tenant, account, signal);
    const questions = new PluginQuestions(this.commands, 'Vinted');
    // Whatever else is missing, jobs wait for: the browser may be opened at any time.
    return blockingItems(await vintedChecklist(questions, presence, { tenant, account, signal }), ['site']);
  }

  /** A browser that comes back says within moments which accounts it has; until then it would seem to have none. */
  private async settledPresence(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<PluginPresence> {
    for (let look = 1; ; look += 1) {
      const presence = await this.commands.presence(tenant, account);
      if (presence.state !== null || !presence.connecting || look === LOOKS) return presence;
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
  }
}
