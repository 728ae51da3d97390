import type { INestApplicationContext, InjectionToken } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../../src/app.module.ts';
import { AccountTokens } from '../../../src/accounts/account-tokens.ts';
import { typicalProduct } from '../../../src/cli/typical-product.ts';
import { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { HandlerMetadata } from '../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { HandlerRegistry } from '../../../src/handlers/registry/handler-registry.ts';
import { KnownListings } from '../../../src/listings/known-listings.ts';
import type { ListingRecords } from '../../../src/listings/known-listings.ts';
import { ListingClaims } from '../../../src/listings/listing-claims.ts';
import { SimilarProducts } from '../../../src/products/similar-products.ts';
import { RateBuckets } from '../../../src/queue/rate-buckets.ts';
import { testConfig } from '../test-config.ts';

/** What stands for the database. */
export interface MemoryParts {
  readonly tokens: Pick<AccountTokens, 'accessToken'>;
  readonly claims: Pick<ListingClaims, 'claim'>;
  readonly known: ListingRecords;
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
 * @returns the handlers
 */
export async function wiredHandlers(marketplace: string, parts: MemoryParts): Promise<WiredHandlers> {
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
    .overrideProvider(KnownListings)
    .useValue(parts.known)
    .overrideProvider(SimilarProducts)
    .useValue({ withTitles: async () => [] })
    .overrideProvider(RateBuckets)
    .useValue({ lower: async () => undefined });
  for (const [token, value] of parts.others) building.overrideProvider(token).useValue(value);
  const program = await building.compile();
  return wiredIn(program, marketplace);
}

/** The handlers of one marketplace. */
export interface WiredHandlers {
  readonly byAction: ReadonlyMap<string, BaseJobHandler>;
  /** Names of the steps that the list of handlers has, by action; `upload_picture:3` is an `upload_picture`. */
  readonly listedSteps: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * @param program the assembled program
 * @param marketplace whose handlers
 * @returns its handlers
 */
export function wiredIn(program: INestApplicationContext, marketplace: string): WiredHandlers {
  const discovery = program.get(DiscoveryService, { strict: false });
  const byAction = new Map<string, BaseJobHandler>();
  for (const wrapper of discovery.getProviders({ metadataKey: HandlerMetadata.KEY })) {
    const key = discovery.getMetadataByDecorator(HandlerMetadata, wrapper);
    const handler: unknown = wrapper.instance;
    const isMeant = key?.marketplace === marketplace && handler instanceof BaseJobHandler;
    if (isMeant) byAction.set(key.action, handler);
  }
  const described = program
    .get(HandlerRegistry, { strict: false })
    .describe(typicalProduct())
    .filter((one) => one.marketplace === marketplace);
  const listedSteps = described.map(
    ({ action, steps }) => [action, new Set(steps.map(({ step }) => nameOf(step)))] as const,
  );
  return { byAction, listedSteps: new Map(listedSteps) };
}

/**
 * @param step a step of a job
 * @returns its name, without its number
 */
export function nameOf(step: string): string {
  return step.split(':', 1)[0] ?? step;
}
