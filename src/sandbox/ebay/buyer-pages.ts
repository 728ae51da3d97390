import type { Answer, Exchange } from '../http/exchange.ts';
import type { JsonObject } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import { objectAt, textAt, textListAt } from './json-access.ts';

/**
 * What a buyer's browser may open: a listing's page and its pictures.
 *
 * @param exchange a GET of `/itm/{listingId}` or `/images/g/{imageId}/s-l1600`
 * @param world all sellers
 * @returns the page or the bytes, 404 when there are none, undefined for any other path
 */
export function answerBuyer(exchange: Exchange, world: EbayWorld): Answer | undefined {
  const listingId = /^\/itm\/(\d+)$/.exec(exchange.path)?.[1];
  if (listingId !== undefined) return listingPage(listingId, world);
  const imageId = /^\/images\/g\/([^/]+)\/s-l1600$/.exec(exchange.path)?.[1];
  return imageId === undefined ? undefined : imageBytes(imageId, world);
}

function listingPage(listingId: string, world: EbayWorld): Answer {
  const found = world.findListing(listingId);
  if (found === undefined) return html(404, '<h1>Not found</h1>');
  const { account, listing } = found;
  const product: JsonObject = objectAt(account.items.get(listing.sku)?.body ?? {}, 'product');
  const offer = account.offers.get(listing.offerId);
  const price = objectAt(objectAt(offer?.details ?? {}, 'pricingSummary'), 'price');
  const pictures = textListAt(product, 'imageUrls').map(
    (url) => `<img src="${escape(url)}" width="200" alt="">`,
  );
  return html(
    200,
    `<h1>${escape(textAt(product, 'title') ?? 'Listing')}</h1>` +
      `<p id="status">${listing.status}</p><p>${escape(listing.marketplaceId)} · SKU ${escape(listing.sku)}</p>` +
      `<p>${escape(textAt(price, 'value') ?? '')} ${escape(textAt(price, 'currency') ?? '')}</p>` +
      pictures.join('') +
      `<p>${escape(textAt(product, 'description') ?? '')}</p>`,
  );
}

function imageBytes(imageId: string, world: EbayWorld): Answer {
  for (const account of world.accounts.values()) {
    const image = account.images.get(imageId);
    if (image !== undefined)
      return { status: 200, headers: { 'content-type': image.mime }, bytes: image.bytes };
  }
  return html(404, '<h1>Not found</h1>');
}

function html(status: number, body: string): Answer {
  const page = `<!doctype html><meta charset="utf-8"><title>eBay stand-in</title>${body}`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, bytes: Buffer.from(page) };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
