import type { Answer, Exchange } from '../http/exchange.ts';
import { productPicture } from './product-picture.ts';

/**
 * Serves `GET /pictures/{sku}-{n}.png`, the pictures of the sandbox's products.
 *
 * @param exchange a GET
 * @returns the picture, undefined for any other path
 */
export function answerPicture(exchange: Exchange): Answer | undefined {
  const [, sku, position] = /^\/pictures\/([A-Za-z0-9]{1,50})-([1-9]\d?)\.png$/.exec(exchange.path) ?? [];
  if (sku === undefined || position === undefined) return undefined;
  return {
    status: 200,
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' },
    bytes: productPicture(sku, Number(position)),
  };
}
