import { Global, Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MarketplaceFacts } from '../accounts/marketplace-facts.ts';
import { HandlerRegistry } from './registry/handler-registry.ts';
import { RegisteredMarketplaces } from './registry/registered-marketplaces.ts';

/** The marketplaces of a program, and the registry that finds their handlers. */
@Global()
@Module({})
export class HandlersModule {
  /**
   * @param marketplaces one module a marketplace, usually `MARKETPLACES`
   * @returns the module
   */
  static forRoot(marketplaces: readonly (Type | DynamicModule)[]): DynamicModule {
    return {
      module: HandlersModule,
      imports: [DiscoveryModule, ...marketplaces],
      providers: [HandlerRegistry, { provide: MarketplaceFacts, useClass: RegisteredMarketplaces }],
      exports: [HandlerRegistry, MarketplaceFacts],
    };
  }
}
