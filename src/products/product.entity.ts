import { defineEntity, p } from '@mikro-orm/core';
import { wallClock } from '../common/clock.ts';
import type { Picture } from '../domain/snapshots.ts';
import { PRODUCT_STATUSES } from '../domain/vocabulary.ts';

const ProductSchema = defineEntity({
  name: 'Product',
  tableName: 'products',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    sku: p.text(),
    title: p.text(),
    description: p.text().default(''),
    price: p.decimal('string').precision(12).scale(2),
    currency: p.character().length(3),
    quantity: p.integer().default(1),
    brand: p.text().nullable(),
    category: p.text().nullable(),
    size: p.text().nullable(),
    colour: p.text().nullable(),
    material: p.text().nullable(),
    condition: p.text().nullable(),
    gender: p.text().nullable(),
    madeYear: p.integer().nullable(),
    pictures: p.json<readonly Picture[]>().onCreate(() => []),
    attributes: p.json<Readonly<Record<string, unknown>>>().onCreate(() => ({})),
    status: p.enum(PRODUCT_STATUSES).default('active'),
    version: p.integer().version(),
    createdAt: p.datetime().onCreate(() => wallClock()),
    updatedAt: p
      .datetime()
      .onCreate(() => wallClock())
      .onUpdate(() => wallClock()),
  },
});

/** Table `products`: what the seller has, whatever the marketplaces make of it. `version` is its optimistic lock. */
export class Product extends ProductSchema.class {}
ProductSchema.setClass(Product);
