/** Languages the mapper can write item specifics in. */
export const EBAY_LANGUAGES = ['en', 'fr', 'de', 'it', 'es'] as const;
/** One of {@link EBAY_LANGUAGES}. */
export type EbayLanguage = (typeof EBAY_LANGUAGES)[number];

/** What differs between eBay's sites. */
export interface EbayMarketplace {
  /** ISO 4217; offers in another currency are refused by eBay. */
  readonly currency: string;
  /** Locale that Content-Language names unless the account chose another. */
  readonly contentLanguage: string;
  /** Host of the listings' pages. */
  readonly site: string;
  /** eBay's text for "this product has no such identifier" on that site. */
  readonly noIdentifier: string;
}

const NO_IDENTIFIER = {
  en: 'Does not apply',
  fr: 'Non applicable',
  de: 'Nicht zutreffend',
  it: 'Non applicabile',
  es: 'No aplicable',
} as const;

/** The sites StoFlow lists on, by eBay's MarketplaceEnum (Inventory API 1.18.5). */
export const EBAY_MARKETPLACES: Readonly<Record<string, EbayMarketplace>> = {
  EBAY_FR: marketplace('EUR', 'fr-FR', 'www.ebay.fr', NO_IDENTIFIER.fr),
  EBAY_BE: marketplace('EUR', 'fr-BE', 'www.befr.ebay.be', NO_IDENTIFIER.fr),
  EBAY_DE: marketplace('EUR', 'de-DE', 'www.ebay.de', NO_IDENTIFIER.de),
  EBAY_AT: marketplace('EUR', 'de-AT', 'www.ebay.at', NO_IDENTIFIER.de),
  EBAY_GB: marketplace('GBP', 'en-GB', 'www.ebay.co.uk', NO_IDENTIFIER.en),
  EBAY_IE: marketplace('EUR', 'en-IE', 'www.ebay.ie', NO_IDENTIFIER.en),
  EBAY_IT: marketplace('EUR', 'it-IT', 'www.ebay.it', NO_IDENTIFIER.it),
  EBAY_ES: marketplace('EUR', 'es-ES', 'www.ebay.es', NO_IDENTIFIER.es),
};

/**
 * Names a site as people do.
 * @param marketplaceId eBay's MarketplaceEnum (`EBAY_FR`)
 * @returns the host of its pages (`www.ebay.fr`); what was given where StoFlow does not know it
 */
export function siteNamed(marketplaceId: string): string {
  return Object.hasOwn(EBAY_MARKETPLACES, marketplaceId)
    ? (EBAY_MARKETPLACES[marketplaceId]?.site ?? marketplaceId)
    : marketplaceId;
}

function marketplace(
  currency: string,
  contentLanguage: string,
  site: string,
  noIdentifier: string,
): EbayMarketplace {
  return { currency, contentLanguage, site, noIdentifier };
}
