/** Vinted's sites and the currency an item is priced in there. An account belongs to one of them. */
export const VINTED_SITES: Readonly<Record<string, string>> = {
  'vinted.fr': 'EUR',
  'vinted.be': 'EUR',
  'vinted.lu': 'EUR',
  'vinted.nl': 'EUR',
  'vinted.de': 'EUR',
  'vinted.at': 'EUR',
  'vinted.es': 'EUR',
  'vinted.it': 'EUR',
  'vinted.pt': 'EUR',
  'vinted.ie': 'EUR',
  'vinted.fi': 'EUR',
  'vinted.gr': 'EUR',
  'vinted.hr': 'EUR',
  'vinted.sk': 'EUR',
  'vinted.lt': 'EUR',
  'vinted.co.uk': 'GBP',
  'vinted.pl': 'PLN',
  'vinted.cz': 'CZK',
  'vinted.hu': 'HUF',
  'vinted.ro': 'RON',
  'vinted.se': 'SEK',
  'vinted.dk': 'DKK',
  'vinted.com': 'USD',
};

/**
 * The page where buyers see an item.
 * @param site one of {@link VINTED_SITES}
 * @param itemId Vinted's id of the item
 * @returns an absolute address
 */
export function itemUrl(site: string, itemId: number | string): string {
  return `https://www.${site}/items/${encodeURIComponent(itemId)}`;
}
