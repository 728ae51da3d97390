import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MARKETPLACES } from './marketplaces.ts';
import { HandlerRegistry } from './registry/handler-registry.ts';

/** Every marketplace, and the registry that finds their handlers. */
@Global()
@Module({
  imports: [DiscoveryModule, ...MARKETPLACES],
  providers: [HandlerRegistry],
  exports: [HandlerRegistry],
})
export class HandlersModule {}
