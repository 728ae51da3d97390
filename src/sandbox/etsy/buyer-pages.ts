import type { Answer, Exchange } from '../http/exchange.ts';
import { leastPriceCents } from './describe-listing.ts';
import type { EtsyWorld } from './etsy-world.ts';

/**
 * What a buyer's browser may open: a listing's page and its pictures.
 *
 * @param exchange a GET of `/listing/{listing_id}` or `/il/{image_id}/{size}`
 * @param world all shops
 * @returns the page or the bytes, 404 when there are none, undefined for any other path
 */
export function answerBuyer(exchange: Exchange, world: EtsyWorld): Answer | undefined {
  const listingId = /^\/listing\/(\d+)$/.exec(exchange.path)?.[1];
  if (listingId !== undefined) return listingPage(Number(listingId), world);
  const imageId = /^\/il\/(\d+)\/[0-9a-zA-Z]+$/.exec(exchange.path)?.[1];
  return imageId === undefined ? undefined : imageBytes(Number(imageId), world);
}

function listingPage(listingId: number, world: EtsyWorld): Answer {
  const found = world.findListing(listingId);
  if (found === undefined || found.listing.state === 'draft') return html(404, '<h1>Not found</h1>');
  const { shop, listing } = found;
  const pictures = listing.imageIds.map((id) => `<img src="/il/${id}/fullxfull" width="200" alt="">`);
  const price = (leastPriceCents(listing) / 100).toFixed(2);
  return html(
    200,
    `<h1>${escape(String(listing.details['title']))}</h1><p id="status">${listing.state}</p>` +
      `<p>${price} ${escape(shop.setup.currency)}</p>${pictures.join('')}` +
      `<p>${escape(String(listing.details['description']))}</p>`,
  );
}

function imageBytes(imageId: number, world: EtsyWorld): Answer {
  for (const shop of world.shops.values()) {
    const image = shop.images.get(imageId);
    if (image !== undefined)
      return { status: 200, headers: { 'content-type': image.mime }, bytes: image.bytes };
  }
  return html(404, '<h1>Not found</h1>');
}

function html(status: number, body: string): Answer {
  const page = `<!doctype html><meta charset="utf-8"><title>Etsy stand-in</title>${body}`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, bytes: Buffer.from(page) };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
