/**
 * Makes the beginning of a PNG file, as far as anybody looks who does not open it.
 * @param width pixels
 * @param height pixels
 * @returns signature, IHDR and some bytes
 */
export function pngHeader(width: number, height: number): Buffer {
  const chunk = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
  chunk.writeUInt32BE(width, 16);
  chunk.writeUInt32BE(height, 20);
  return Buffer.concat([chunk, Buffer.alloc(32, 1)]);
}

/** @returns the beginning of a GIF file */
export function gifHeader(width: number, height: number): Buffer {
  const bytes = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

/**
 * @param marker of the frame: 0xc0 is baseline, 0xc2 progressive
 * @returns the beginning of a JPEG file: an application's segment, a table that looks like a frame, the frame
 */
export function jpegHeader(width: number, height: number, marker = 0xc0): Buffer {
  const frame = Buffer.from([0xff, marker, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 8, 0xff, 0xc0, 1, 2, 3, 4]),
    Buffer.from([0xff, 0xc4, 0, 6, 9, 9, 9, 9, 0xff]),
    frame,
  ]);
}

/**
 * @param kind of the first chunk: lossy, lossless or extended
 * @returns the beginning of a WebP file
 */
export function webpHeader(width: number, height: number, kind: 'VP8 ' | 'VP8L' | 'VP8X'): Buffer {
  const bytes = Buffer.from(`RIFF\0\0\0\0WEBP${kind}${'\0'.repeat(24)}`, 'latin1');
  if (kind === 'VP8 ') {
    bytes.writeUInt16LE(width, 26);
    bytes.writeUInt16LE(height, 28);
  } else if (kind === 'VP8L') {
    bytes.writeUInt8(0x2f, 20);
    bytes.writeUInt32LE((((height - 1) << 14) | (width - 1)) >>> 0, 21);
  } else {
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
  }
  return bytes;
}
