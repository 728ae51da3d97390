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
      // The plugin's module, the database and the configuration, whose modules are global: nothing of them is called here.
      .useMocker(() => ({ PICTURE_ORIGINS: [] }))
      .compile();
    const discovery = module.get(DiscoveryService);
    const handlers = discovery.getProviders({ metadataKey: HandlerMetadata.KEY });
    const actions = handlers.map((wrapper) => discovery.getMetadataByDecorator(HandlerMetadata, wrapper));
    expect(actions.every((one) => one?.marketplace === 'vinted')).toBe(true);
    expect(actions.map((one) => one?.action).sort()).toEqual([
      'check_connection',
      'delete',
      'import',
      'publish',
      'relist',
      'sync',
      'sync_orders',
      'update',
    ]);
    expect(
      discovery.getProviders({ metadataKey: AdapterMetadata.KEY }).map(({ name }) => String(name)),
    ).toEqual(['VintedAdapter']);
    await module.close();
  });
});
