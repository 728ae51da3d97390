import { describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import type { ListingSnapshot } from '../../../../src/domain/snapshots.ts';
import { fieldHashesOf } from '../../../../src/handlers/vinted/vinted-fingerprint.ts';
import { wantedItem } from '../../../../src/handlers/vinted/vinted-mapper.ts';
import { VintedUpdateHandler } from '../../../../src/handlers/vinted/vinted-update.handler.ts';
import type { PluginCommands } from '../../../../src/plugin/commands/plugin-commands.ts';
import type { PictureLinks } from '../../../../src/plugin/pictures/picture-links.ts';
import { aJob, aProduct, anAccount, someSettings } from './product.ts';

/** Planning does no I/O, so nothing stands behind the ports. */
const handler = new VintedUpdateHandler({} as PluginCommands, {} as PictureLinks, new SystemClock());
const product = aProduct();
const sent: ListingSnapshot = {
  id: 1,
  status: 'live',
  externalIds: { item_id: '77' },
  url: null,
  fingerprint: { fields: fieldHashesOf(wantedItem(product, someSettings()), product.pictures) },
  shown: {},
};

function stepsFor(
  listing: ListingSnapshot | null,
  wanted = product,
  input: Readonly<Record<string, unknown>> = {},
): readonly string[] | string {
  const context = aJob(wanted, listing);
  const plan = handler.plan({ ...context, job: { ...context.job, input } });
  return 'kind' in plan ? plan.code : plan.map(({ step }) => step);
}

describe('planning an update on Vinted', () => {
  it('has nothing to do where exactly this was sent', () => {
    expect(stepsFor(sent)).toEqual([]);
  });

  it('looks first where anything differs, or nobody knows what was sent or how it stands', () => {
    expect(stepsFor(sent, aProduct({ price: '39.00' }))).toEqual(['read_item']);
    expect(stepsFor({ ...sent, fingerprint: null })).toEqual(['read_item']);
    expect(stepsFor({ ...sent, status: 'unknown' })).toEqual(['read_item']);
  });

  it('looks also where the seller insists, and only then', () => {
    expect(stepsFor(sent, product, { force: true })).toEqual(['read_item']);
    expect(stepsFor(sent, product, { force: 'yes' })).toEqual([]);
  });

  it('refuses what is not listed, and what cannot fit', () => {
    expect(stepsFor(null)).toBe('vinted.not_listed');
    expect(stepsFor({ ...sent, externalIds: {} })).toBe('vinted.not_listed');
    expect(stepsFor(sent, aProduct({ pictures: [] }))).toBe('vinted.not_ready');
  });

  it('is kept back by what keeps a publication back', () => {
    expect(handler.preflight(product, anAccount())).toEqual([]);
    expect(handler.preflight(aProduct({ brand: null }), anAccount())).toMatchObject([{ field: 'brand' }]);
    expect(handler.preflight(null, anAccount())).toMatchObject([{ field: 'product_id' }]);
  });
});
