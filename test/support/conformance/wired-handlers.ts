import type { InjectionToken } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../../src/app.module.ts';
import { AccountTokens } from '../../../src/accounts/account-tokens.ts';
import { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { HandlerMetadata } from '../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { ListingClaims } from '../../../src/listings/listing-claims.ts';
import { RateBuckets } from '../../../src/queue/rate-buckets.ts';
import { testConfig } from '../test-config.ts';

/** What stands for the database. */
export interface MemoryParts {
  readonly tokens: Pick<AccountTokens, 'accessToken'>;
  readonly claims: Pick<ListingClaims, 'claim'>;
  /** What else is not the program's own: the marketplace's addresses. */
  readonly others: readonly (readonly [token: InjectionToken, value: unknown])[];
  /** Origins from which pictures may be fetched. */
  readonly pictureOrigins: string;
}

/**
 * Puts the whole program together, without starting it, and takes its handlers, so that one that is added needs no
 * wiring here. Only what a handler asks the database for is replaced.
 * @param marketplace whose handlers
 * @param parts what stands for the database
 * @returns the handlers, by action
 */
export async function wiredHandlers(
  marketplace: string,
  parts: MemoryParts,
): Promise<ReadonlyMap<string, BaseJobHandler>> {
  const config = testConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    PICTURE_ORIGINS: parts.pictureOrigins,
    LOG_LEVEL: 'silent',
  });
  const building = Test.createTestingModule({ imports: [DiscoveryModule, AppModule.forRoot(config)] })
    .overrideProvider(AccountTokens)
    .useValue(parts.tokens)
    .overrideProvider(ListingClaims)
    .useValue(parts.claims)
    .overrideProvider(RateBuckets)
    .useValue({ lower: async () => undefined });
  for (const [token, value] of parts.others) building.overrideProvider(token).useValue(value);
  const program = await building.compile();
  return handlersOf(program.get(DiscoveryService), marketplace);
}

/**
 * @param discovery of a program
 * @param marketplace whose handlers
 * @returns the handlers, by action
 */
export function handlersOf(
  discovery: DiscoveryService,
  marketplace: string,
): ReadonlyMap<string, BaseJobHandler> {
  const handlers = new Map<string, BaseJobHandler>();
  for (const wrapper of discovery.getProviders({ metadataKey: HandlerMetadata.KEY })) {
    const key = discovery.getMetadataByDecorator(HandlerMetadata, wrapper);
    const handler: unknown = wrapper.instance;
    if (key?.marketplace === marketplace && handler instanceof BaseJobHandler)
      handlers.set(key.action, handler);
  }
  return handlers;
}
