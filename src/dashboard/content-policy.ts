/**
 * What the page may load and do. Nothing inline, nothing from elsewhere but pictures of products, which sellers keep where
 * they like; no frames, no forms to other places; and text can become markup or code nowhere (trusted types).
 * @param pictureOrigins further origins of pictures, such as those of stand-ins on loopback
 * @returns the header `Content-Security-Policy`
 */
export function contentPolicy(pictureOrigins: readonly string[]): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `connect-src 'self'`,
    ['img-src', `'self'`, 'https:', ...pictureOrigins].join(' '),
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}
