import { Injectable } from '@nestjs/common';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { ActionCatalogue } from '../ledger/action-catalogue.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import type { ActionTypeResponse } from './dto/catalogue-responses.ts';

/** Tells what each marketplace can do. */
@Injectable()
export class ActionTypes {
  constructor(
    private readonly catalogue: ActionCatalogue,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * Finds an action that can be asked for.
   * @param marketplace the marketplace's name
   * @param code the action's code
   * @returns its row of the catalogue
   * @throws {DomainError} `action.unknown_marketplace`, `action.unknown`, or `action.unsupported` with the reason
   */
  async possible(marketplace: Marketplace, code: ActionCode): Promise<ActionType> {
    const type = await this.catalogue.get(marketplace, code);
    this.registry.resolve(marketplace, code);
    return type;
  }

  /**
   * @param isByConsent tells whether accounts of a marketplace can be connected by consent
   * @returns the catalogue, by marketplace and code
   */
  async list(isByConsent: (marketplace: Marketplace) => boolean): Promise<readonly ActionTypeResponse[]> {
    const rows = await this.catalogue.all();
    return rows.map((row) => {
      const adapter = this.registry.adapter(row.marketplace);
      const reason = adapter.unsupported[row.code] ?? null;
      return {
        id: row.id,
        marketplace: row.marketplace,
        marketplace_title: adapter.title,
        by_consent: isByConsent(row.marketplace),
        code: row.code,
        name: row.name,
        description: row.description,
        priority: row.priority,
        is_batch: row.isBatch,
        rate_limit_ms: row.rateLimitMs,
        max_attempts: row.maxAttempts,
        timeout_seconds: row.timeoutSeconds,
        needs_plugin: row.needsPlugin,
        every_seconds: row.everySeconds,
        supported: reason === null,
        unsupported_reason: reason,
      };
    });
  }
}
