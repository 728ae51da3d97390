/** What updating or relisting something that is not live is refused with. */
export const NOT_LISTED = {
  code: 'etsy.not_listed',
  message: 'This product is not live on Etsy. Publish it first.',
} as const;
