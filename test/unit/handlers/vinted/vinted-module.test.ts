import { Global, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { ClockModule } from '../../../../src/common/clock.ts';
import {
  AdapterMetadata,
  HandlerMetadata,
} from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { VintedModule } from '../../../../src/handlers/vinted/vinted.module.ts';
import { PluginCommands } from '../../../../src/plugin/commands/plugin-commands.ts';
import { PictureLinks } from '../../../../src/plugin/pictures/picture-links.ts';

/** The plugin's module without its database and sockets. */
@Global()
@Module({
  providers: [
    { provide: PluginCommands, useValue: {} },
    { provide: PictureLinks, useValue: {} },
  ],
  exports: [PluginCommands, PictureLinks],
})
class Plugin {}

describe("Vinted's module", () => {
  it('brings a handler for each action and one adapter that the registry can find', async () => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule, ClockModule, Plugin, VintedModule],
    }).compile();
    const discovery = module.get(DiscoveryService);
    const handlers = discovery.getProviders({ metadataKey: HandlerMetadata.KEY });
    expect(handlers.map((wrapper) => discovery.getMetadataByDecorator(HandlerMetadata, wrapper))).toEqual([
      { marketplace: 'vinted', action: 'publish' },
      { marketplace: 'vinted', action: 'update' },
      { marketplace: 'vinted', action: 'relist' },
      { marketplace: 'vinted', action: 'delete' },
    ]);
    expect(
      discovery.getProviders({ metadataKey: AdapterMetadata.KEY }).map(({ name }) => String(name)),
    ).toEqual(['VintedAdapter']);
    await module.close();
  });
});
