import type { Answer } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import type { PublicCall } from './etsy-call.ts';
import { listProperties, listTaxonomy } from './taxonomy-operations.ts';

/** Operations that need an API key and no token. */
export const PUBLIC_ROUTES: readonly Route<(call: PublicCall) => Answer>[] = [
  {
    operation: 'getSellerTaxonomyNodes',
    method: 'GET',
    path: '/v3/application/seller-taxonomy/nodes',
    handler: listTaxonomy,
  },
  {
    operation: 'getPropertiesByTaxonomyId',
    method: 'GET',
    path: '/v3/application/seller-taxonomy/nodes/{taxonomy_id}/properties',
    handler: listProperties,
  },
];
