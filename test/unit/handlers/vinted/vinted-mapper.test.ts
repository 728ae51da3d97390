import { describe, expect, it } from '@jest/globals';
import { readShape } from '../../../../src/handlers/plugin/command-shape.ts';
import { ITEM_CREATE } from '../../../../src/handlers/vinted/commands/item-create.ts';
import { wantedItem } from '../../../../src/handlers/vinted/vinted-mapper.ts';
import { vintedReadiness } from '../../../../src/handlers/vinted/vinted-rules.ts';
import { generateProducts } from '../../../../src/sandbox/dataset/generate-products.ts';
import { aProduct, anAccount, someSettings } from './product.ts';

describe('what Vinted is to hold of a product', () => {
  it('is what the product says, in Vinted’s ids, with the mark as its last line', () => {
    expect(wantedItem(aProduct(), someSettings())).toEqual({
      title: 'Wool coat',
      description: 'Warm.\n\nRef. COAT1',
      price: 45.5,
      currency: 'EUR',
      catalog_id: 1037,
      brand_id: null,
      brand: 'Sézane',
      size_id: 4,
      status_id: 2,
      package_size_id: 1,
      color_ids: [27],
      item_attributes: [{ code: 'material', ids: [46] }],
      is_unisex: false,
      isbn: null,
    });
  });

  it('is what the product names itself, before every table', () => {
    const attributes = {
      vinted_catalog_id: '1821',
      vinted_brand_id: 53,
      vinted_size_id: 1206,
      vinted_color_ids: [1, 12],
      vinted_material_ids: 44,
      vinted_package_size_id: 3,
      isbn: '9782070368228',
    };
    expect(wantedItem(aProduct({ attributes }), someSettings())).toMatchObject({
      catalog_id: 1821,
      brand_id: 53,
      size_id: 1206,
      color_ids: [1, 12],
      item_attributes: [{ code: 'material', ids: [44] }],
      package_size_id: 3,
      isbn: '9782070368228',
    });
  });

  it('leaves out what it does not know and Vinted does not need', () => {
    const item = wantedItem(aProduct({ colour: 'octarine', material: null }), someSettings());
    expect(item).toMatchObject({ color_ids: [], item_attributes: [] });
  });

  it('lists unisex goods for men, also in a woman’s size', () => {
    const item = wantedItem(aProduct({ gender: 'unisex', size: '36' }), someSettings());
    expect(item).toMatchObject({ catalog_id: 1206, size_id: 3, is_unisex: true });
  });

  it('tells men’s sizes from women’s', () => {
    expect(wantedItem(aProduct({ gender: 'men', size: '50' }), someSettings()).size_id).toBe(209);
    expect(wantedItem(aProduct({ gender: 'women', size: '40' }), someSettings()).size_id).toBe(5);
  });

  it('fits the command for every product of the sandbox', () => {
    const products = generateProducts({ seed: 'vinted', count: 200, picturesUrl: 'http://127.0.0.1:1' });
    for (const [index, one] of products.entries()) {
      const pictures = one.pictures.map((url) => ({ url }));
      const product = aProduct({ ...one, id: index + 1, pictures, attributes: {} });
      expect({ sku: one.sku, ...vintedReadiness(product, anAccount()) }).toMatchObject({ ok: true });
      const uuid = '5f7a7c1e-33c9-4a35-8a2e-7f1f9b6a9f10';
      const photos = [{ id: 1, orientation: 0 }];
      const item = { ...wantedItem(product, someSettings()), temp_uuid: uuid, assigned_photos: photos };
      expect(readShape(ITEM_CREATE.payload, { item, upload_session_id: uuid })).toMatchObject({ ok: true });
    }
  });
});
