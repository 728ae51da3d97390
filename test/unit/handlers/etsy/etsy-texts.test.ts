import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { etsySkuOf } from '../../../../src/handlers/etsy/etsy-sku.ts';
import {
  etsyDescriptionOf,
  etsyMaterialsOf,
  etsyTagsOf,
  etsyTitleOf,
  plainTextOf,
} from '../../../../src/handlers/etsy/etsy-texts.ts';

describe('texts for Etsy', () => {
  it('have no character that Etsy refuses in a title, and %, :, & and + once', () => {
    expect(etsyTitleOf('Robe $100 ♥ soie & lin & coton: 50%: 100%')).toBe(
      'Robe 100 soie & lin coton: 50% 100',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const title = etsyTitleOf(text);
        expect(title.length).toBeLessThanOrEqual(140);
        expect(title).not.toMatch(/[^\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]/u);
        for (const once of ['%', ':', '&', '+']) expect(title.split(once).length).toBeLessThanOrEqual(2);
        expect(etsyTitleOf(title)).toBe(title);
      }),
    );
  });

  it('are cut after a word', () => {
    expect(etsyTitleOf(`${'mot '.repeat(34)}interminable`)).toBe('mot '.repeat(34).trim());
  });

  it('have a description in any case, without control characters', () => {
    expect(etsyDescriptionOf(' \u0000 ', 'Robe')).toBe('Robe');
    expect(etsyDescriptionOf('a\r\nb\u0007', 'Robe')).toBe('a\nb');
  });

  it('make tags that Etsy takes: short, different, and no more than 13', () => {
    expect(etsyTagsOf(['Marque très très longue', 'soie,lin', 'SOIE LIN', null, '', 'x'.repeat(30)])).toEqual(
      ['Marque très très', 'soie lin'],
    );
    expect(etsyTagsOf(Array.from({ length: 20 }, (_, n) => `tag ${n}`))).toHaveLength(13);
  });

  it('take materials apart', () => {
    expect(etsyMaterialsOf('Laine, soie (50%) / Laine')).toEqual(['Laine', 'soie 50']);
    expect(etsyMaterialsOf(null)).toEqual([]);
  });

  it('are compared without the entities that Etsy puts in', () => {
    expect(plainTextOf('Tom &amp; Jerry&#39;s &quot;x&quot; &lt;b&gt; ')).toBe('Tom & Jerry\'s "x" <b>');
    expect(plainTextOf('&amp;lt;')).toBe('&lt;');
  });
});

describe('a SKU for Etsy', () => {
  it('is the product’s own where Etsy takes it, and otherwise another of its length', () => {
    expect(etsySkuOf('COAT-1')).toBe('COAT-1');
    expect(etsySkuOf('a b/c#1')).toBe('a b/c#1');
    for (const sku of ['x'.repeat(33), 'é', ' a', 'a ', 'SF0Habc', "l'eau", '']) {
      expect(etsySkuOf(sku)).toMatch(/^SF0H[0-9a-z]{28}$/);
    }
  });

  it('differs where the product’s differs', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (one, other) => {
        expect(etsySkuOf(one) === etsySkuOf(other)).toBe(one === other);
        expect(etsySkuOf(one).length).toBeLessThanOrEqual(32);
      }),
    );
  });
});
