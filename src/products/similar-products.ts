import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Picture } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** A product that something found on a marketplace may be. */
export interface SimilarProduct {
  readonly id: number;
  /** Its title, as {@link plainTitle} writes it. */
  readonly title: string;
  readonly pictures: readonly Picture[];
}

/** Finds products by how they look. It only reads. */
@Injectable()
export class SimilarProducts {
  constructor(private readonly database: Database) {}

  /**
   * Finds the products that have one of several titles.
   * @param tenant whose products
   * @param titles titles; case and white space do not count
   * @returns the products, oldest first
   */
  async withTitles({ schema }: TenantRef, titles: readonly string[]): Promise<readonly SimilarProduct[]> {
    return this.database.query<SimilarProduct>(
      `select id, ${PLAIN_TITLE} as title, pictures from ${schema}.products
       where ${PLAIN_TITLE} = any($1::text[]) order by id`,
      [titles.map(plainTitle)],
    );
  }
}

/** SQL of {@link plainTitle}, of the column `title`: the expression of the index `products_plain_title`, word for word. */
export const PLAIN_TITLE = `lower(btrim(regexp_replace(title, '\\s+', ' ', 'g')))`;

/**
 * @param title a title
 * @returns the same without what marketplaces change in titles
 */
export function plainTitle(title: string): string {
  return title.replace(/\s+/g, ' ').trim().toLowerCase();
}
