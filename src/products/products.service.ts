import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityData, FilterQuery, RequiredEntityData } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { ProductNotFoundError } from '../domain/errors.ts';
import type { CreateProductDto, ProductQuery, UpdateProductDto } from './dto/product-requests.ts';
import type { BaseVersion } from './base-version.ts';
import { ProductVersionConflictError, SkuTakenError } from './product-errors.ts';
import { Product } from './product.entity.ts';

/** The products of the tenant whose request runs. */
@Injectable()
export class ProductsService {
  constructor(private readonly em: EntityManager) {}

  /**
   * @param fields what the seller says
   * @returns the new product
   * @throws {SkuTakenError} when another product has the SKU
   */
  async create(fields: CreateProductDto): Promise<Product> {
    const product = this.em.create(Product, toEntityData(fields) as RequiredEntityData<Product>);
    await this.flush(product);
    return this.get(product.id);
  }

  /**
   * @param query filters and page
   * @returns products, newest first
   */
  async list(query: ProductQuery): Promise<Page<Product>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const where: FilterQuery<Product>[] = [];
    if (after !== undefined) where.push({ id: { $lt: after[0] } });
    if (query.ids !== undefined) where.push({ id: { $in: [...query.ids] } });
    if (query.status !== undefined) where.push({ status: query.status });
    if (query.sku !== undefined) where.push({ sku: query.sku });
    if (query.category !== undefined) where.push({ category: query.category });
    if (query.q !== undefined) {
      const pattern = `${query.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
      where.push({ $or: [{ title: { $ilike: pattern } }, { brand: { $ilike: pattern } }] });
    }
    const rows = await this.em.find(
      Product,
      { $and: where },
      { orderBy: { id: 'desc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param id the product's id
   * @returns the product
   * @throws {ProductNotFoundError} also for another tenant's id
   */
  async get(id: number): Promise<Product> {
    const product = await this.em.findOne(Product, { id }, { refresh: true });
    if (product === null) throw new ProductNotFoundError(id);
    return product;
  }

  /**
   * Changes a product, unless somebody else did since it was read.
   * @param id the product's id
   * @param changes what changes
   * @param base the version that the change is based on
   * @returns the changed product
   * @throws {ProductNotFoundError} @throws {ProductVersionConflictError} @throws {SkuTakenError}
   */
  async update(id: number, changes: UpdateProductDto, base: BaseVersion): Promise<Product> {
    const product = await this.get(id);
    if (product.version !== base.version) {
      throw new ProductVersionConflictError(id, base.by, product.version);
    }
    this.em.assign(product, toEntityData(changes), { mergeObjectProperties: false });
    await this.flush(product, base.by);
    return this.get(id);
  }

  private async flush(product: Product, by: BaseVersion['by'] = 'body'): Promise<void> {
    const { id, sku } = product;
    try {
      await this.em.flush();
    } catch (error: unknown) {
      // SKU is the only unique column besides the generated id.
      if (error instanceof UniqueConstraintViolationException) throw new SkuTakenError(sku);
      if (error instanceof OptimisticLockError) throw new ProductVersionConflictError(id, by);
      throw error;
    }
  }
}

/** What is not given stays away, so that it is neither written nor reset. */
function toEntityData(fields: CreateProductDto | UpdateProductDto): EntityData<Product> {
  const { made_year: madeYear, pictures, version: _version, ...others } = { version: undefined, ...fields };
  const data = {
    ...others,
    madeYear,
    // Plain objects: an instance of the DTO's class would be stored with it.
    pictures: pictures?.map((picture) => ({ ...picture })),
  };
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
