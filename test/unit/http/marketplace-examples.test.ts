import { describe, expect, it } from '@jest/globals';
import {
  ALL_MARKETPLACES,
  ANY_MARKETPLACE,
  withMarketplaces,
} from '../../../src/common/http/marketplace-examples.ts';

const NAMES = ['attic', 'depot'];

describe('the examples of the published document', () => {
  it('name a marketplace of this program, wherever one is meant', () => {
    const problem = {
      value: {
        detail: `amazon is not a marketplace; there are ${ALL_MARKETPLACES}.`,
        fields: [{ field: 'brand', code: `${ANY_MARKETPLACE}.brand_missing` }],
      },
    };
    expect(withMarketplaces(problem, NAMES)).toEqual({
      value: {
        detail: 'amazon is not a marketplace; there are attic, depot.',
        fields: [{ field: 'brand', code: 'attic.brand_missing' }],
      },
    });
  });

  it('say which marketplaces there are where a name is wanted: in a property, a list and a query', () => {
    const property = { type: 'string', example: ANY_MARKETPLACE, description: 'where it goes' };
    const list = { type: 'array', items: { type: 'string' }, example: [ANY_MARKETPLACE] };
    const query = { name: 'marketplace', in: 'query', example: ANY_MARKETPLACE, schema: { type: 'string' } };
    expect(withMarketplaces({ property, list, query }, NAMES)).toEqual({
      property: { ...property, example: 'attic', enum: NAMES },
      list: { ...list, example: ['attic'], items: { type: 'string', enum: NAMES } },
      query: { ...query, example: 'attic', schema: { type: 'string', enum: NAMES } },
    });
  });

  it('leave everything else as it was, the document itself too', () => {
    const document = {
      paths: { '/a/{marketplace}': { example: [1, null, true, 'x'] } },
      example: ANY_MARKETPLACE,
    };
    const before = structuredClone(document);
    expect(withMarketplaces(document, NAMES).paths).toEqual(before.paths);
    expect(document).toEqual(before);
  });

  it('allow no value by an empty list where there is no marketplace', () => {
    expect(withMarketplaces({ type: 'string', example: ANY_MARKETPLACE }, [])).toEqual({
      type: 'string',
      example: 'marketplace',
    });
  });
});
