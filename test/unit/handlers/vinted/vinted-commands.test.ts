import { describe, expect, it } from '@jest/globals';
import { readShape } from '../../../../src/handlers/plugin/command-shape.ts';
import { VINTED_CAPABILITIES } from '../../../../src/handlers/vinted/commands/all-commands.ts';
import { ITEM_DELETE } from '../../../../src/handlers/vinted/commands/item-delete.ts';
import { capabilityOf, PLUGIN_COMMANDS } from '../../../../src/sandbox/plugin/commands/command-list.ts';

describe('the commands of Vinted', () => {
  it('are those that the stand-in plugin has', () => {
    expect([...VINTED_CAPABILITIES].sort()).toEqual(PLUGIN_COMMANDS.map(capabilityOf).sort());
  });

  it('delete an item by its number', () => {
    expect(readShape(ITEM_DELETE.payload, { item_id: 77 })).toEqual({ ok: true, value: { item_id: 77 } });
    expect(readShape(ITEM_DELETE.payload, { item_id: 0 })).toMatchObject({
      ok: false,
      fields: [{ field: 'item_id' }],
    });
    expect(readShape(ITEM_DELETE.payload, { item_id: '77' }).ok).toBe(false);
  });

  it('may return nothing, and what nobody knows is left out', () => {
    expect(readShape(ITEM_DELETE.data, {})).toEqual({ ok: true, value: {} });
    expect(readShape(ITEM_DELETE.data, { extra: 1 })).toEqual({ ok: true, value: {} });
  });
});
