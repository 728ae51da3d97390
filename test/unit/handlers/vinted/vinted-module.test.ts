import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { ClockModule } from '../../../../src/common/clock.ts';
import {
  AdapterMetadata,
  HandlerMetadata,
} from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { VintedModule } from '../../../../src/handlers/vinted/vinted.module.ts';

describe("Vinted's module", () => {
  it('brings a handler for each action and one adapter that the registry can find', async () => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule, ClockModule, VintedModule],
    })
      // The plugin's module and the database, whose modules are global: nothing of them is called here.
      .useMocker(() => ({}))
      .compile();
    const discovery = module.get(DiscoveryService);
    const handlers = discovery.getProviders({ metadataKey: HandlerMetadata.KEY });
    expect(handlers.map((wrapper) => discovery.getMetadataByDecorator(HandlerMetadata, wrapper))).toEqual([
      { marketplace: 'vinted', action: 'publish' },
      { marketplace: 'vinted', action: 'delete' },
      { marketplace: 'vinted', action: 'sync' },
      { marketplace: 'vinted', action: 'sync_orders' },
      { marketplace: 'vinted', action: 'import' },
      { marketplace: 'vinted', action: 'check_connection' },
    ]);
    expect(
      discovery.getProviders({ metadataKey: AdapterMetadata.KEY }).map(({ name }) => String(name)),
    ).toEqual(['VintedAdapter']);
    await module.close();
  });
});
