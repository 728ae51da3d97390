import { describe, expect, it } from '@jest/globals';
import { imageSizeOf } from '../../../src/products/pictures/image-size.ts';
import type { ImageType } from '../../../src/products/pictures/image-type.ts';
import { productPicture } from '../../../src/sandbox/pictures/product-picture.ts';
import { gifHeader, jpegHeader, pngHeader, webpHeader } from '../../support/image-headers.ts';

describe('the size of a picture', () => {
  it.each<readonly [string, ImageType, Buffer]>([
    ['PNG', 'image/png', pngHeader(1600, 1067)],
    ['GIF', 'image/gif', gifHeader(1600, 1067)],
    ['baseline JPEG', 'image/jpeg', jpegHeader(1600, 1067)],
    ['progressive JPEG', 'image/jpeg', jpegHeader(1600, 1067, 0xc2)],
    ['lossy WebP', 'image/webp', webpHeader(1600, 1067, 'VP8 ')],
    ['lossless WebP', 'image/webp', webpHeader(1600, 1067, 'VP8L')],
    ['extended WebP', 'image/webp', webpHeader(1600, 1067, 'VP8X')],
  ])('is read from the header of a %s', (_what, type, bytes) => {
    expect(imageSizeOf(bytes, type)).toEqual({ width: 1600, height: 1067 });
  });

  it('is read from a whole file', () => {
    expect(imageSizeOf(productPicture('COAT-1', 1), 'image/png')).toEqual({
      width: expect.any(Number),
      height: expect.any(Number),
    });
  });

  it.each<readonly [string, ImageType, Buffer]>([
    ['a PNG without its first chunk', 'image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
    [
      'a PNG that begins with another chunk',
      'image/png',
      Buffer.from('89504e470d0a1a0a'.padEnd(80, '1'), 'hex'),
    ],
    ['a PNG without pixels', 'image/png', pngHeader(0, 10)],
    ['a GIF of six bytes', 'image/gif', Buffer.from('GIF89a')],
    ['a JPEG of three bytes', 'image/jpeg', Buffer.from('ffd8ff', 'hex')],
    ['a JPEG without a frame', 'image/jpeg', jpegHeader(1600, 1067, 0xc8)],
    ['a JPEG whose segment leads nowhere', 'image/jpeg', Buffer.from('ffd8ffe0ffff00000000000000', 'hex')],
    ['a JPEG with text in it', 'image/jpeg', Buffer.from('ffd8ffe000023c68746d6c3e3c2f68746d6c3e', 'hex')],
    ['a WebP of an unknown kind', 'image/webp', Buffer.from(`RIFF....WEBPHTML${' '.repeat(20)}`)],
    ['a WebP that ends early', 'image/webp', Buffer.from('RIFF....WEBPVP8 ')],
  ])('is not read from %s', (_what, type, bytes) => {
    expect(imageSizeOf(bytes, type)).toBeNull();
  });
});
