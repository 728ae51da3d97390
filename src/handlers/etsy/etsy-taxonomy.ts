import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { recordsOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { wordOf } from '../mapping/vocabulary.ts';
import { EtsyApi, malformedAnswer } from './etsy-api.ts';
import { positive } from './etsy-account-settings.ts';
import type { TaxonomyWish } from './etsy-categories.ts';
import { taxonomyPropertiesOf } from './etsy-properties.ts';
import type { TaxonomyProperty } from './etsy-properties.ts';
import type { EtsyCaller } from './etsy-tokens.ts';

/** How long what was read counts: Etsy changes its taxonomy a few times a year. */
const FRESH_MS = 24 * 3_600_000;
/** Places whose properties are kept; a shop's goods stand at a few dozen. */
const KEPT = 500;

interface Kept<T> {
  readonly value: Promise<T>;
  readonly readAt: number;
}

/** Etsy's seller taxonomy, read once a day for the whole program: it is the same for every shop. */
@Injectable()
export class EtsyTaxonomy {
  private readonly kept = new Map<string, Kept<unknown>>();

  constructor(
    private readonly api: EtsyApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Finds a place's number.
   * @param caller for whom, should Etsy have to be asked
   * @param wish the place
   * @returns its number; undefined where no name of it is in Etsy's tree
   * @throws {CallFailedError} when Etsy could not be asked
   */
  async idOf(caller: EtsyCaller, wish: TaxonomyWish): Promise<number | undefined> {
    if (wish.kind === 'id') return wish.id;
    const ids = await this.remember('nodes', () => this.nodes(caller));
    for (const path of wish.paths) {
      const id = ids.get(path.map(wordOf).join('/'));
      if (id !== undefined) return id;
    }
    return undefined;
  }

  /**
   * getPropertiesByTaxonomyId.
   * @param caller for whom, should Etsy have to be asked
   * @param taxonomyId the place
   * @returns the properties that goods there may have
   * @throws {CallFailedError} when Etsy could not be asked
   */
  properties(caller: EtsyCaller, taxonomyId: number): Promise<readonly TaxonomyProperty[]> {
    const path = `seller-taxonomy/nodes/${taxonomyId}/properties`;
    return this.remember(path, async () => taxonomyPropertiesOf(await this.list(caller, path)));
  }

  /** Numbers by every path of names that ends at the place (`womens_clothing/dresses`); the highest place wins. */
  private async nodes(caller: EtsyCaller): Promise<ReadonlyMap<string, number>> {
    const ids = new Map<string, number>();
    let level = (await this.list(caller, 'seller-taxonomy/nodes')).map((node) => ({
      node,
      above: [''].slice(1),
    }));
    while (level.length > 0) {
      for (const { node, above } of level) {
        const id = positive(node['id']);
        const path = [...above, nameOf(node)];
        if (id === undefined) continue;
        path.forEach((_name, from) => {
          const key = path.slice(from).join('/');
          if (!ids.has(key)) ids.set(key, id);
        });
      }
      level = level.flatMap(({ node, above }) =>
        recordsOf(node['children']).map((child) => ({ node: child, above: [...above, nameOf(node)] })),
      );
    }
    return ids;
  }

  private async list(caller: EtsyCaller, path: string): Promise<readonly JsonRecord[]> {
    const { results } = await this.api.call(caller, { method: 'GET', path, effect: 'none' });
    if (!Array.isArray(results)) throw malformedAnswer('none', 'results');
    return recordsOf(results);
  }

  private remember<T>(key: string, read: () => Promise<T>): Promise<T> {
    const held = this.kept.get(key);
    const isFresh = held !== undefined && this.clock.monotonicMs() - held.readAt < FRESH_MS;
    if (!isFresh) return this.begin(key, read);
    // It may have failed for what only its caller has: an authorisation that has ended, a step that was broken off.
    return (held.value as Promise<T>).catch(() => this.begin(key, read));
  }

  private begin<T>(key: string, read: () => Promise<T>): Promise<T> {
    const value = read();
    this.kept.delete(key);
    this.kept.set(key, { value, readAt: this.clock.monotonicMs() });
    // A failure is told to its own caller, and to nobody later.
    value.catch(() => {
      if (this.kept.get(key)?.value === value) this.kept.delete(key);
    });
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return value;
  }
}

function nameOf(node: JsonRecord): string {
  return wordOf(textOf(node['name']) ?? null);
}
