import type { ImageType } from './image-type.ts';

/** Width and height in pixels, as a picture's header has them. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads how large a picture will be once it is opened. A small file may claim a size that exhausts whoever opens it;
 * this reads the header alone and opens nothing.
 * @param bytes the file
 * @param type its type
 * @returns its size, null where the header does not tell
 */
export function imageSizeOf(bytes: Buffer, type: ImageType): ImageSize | null {
  const size = READERS[type](bytes);
  return size === null || size.width === 0 || size.height === 0 ? null : size;
}

const READERS: Readonly<Record<ImageType, (bytes: Buffer) => ImageSize | null>> = {
  'image/png': sizeOfPng,
  'image/gif': sizeOfGif,
  'image/jpeg': sizeOfJpeg,
  'image/webp': sizeOfWebp,
};

/** The first chunk is IHDR (PNG specification, 5.6). */
function sizeOfPng(bytes: Buffer): ImageSize | null {
  if (bytes.length < 24 || textAt(bytes, 12) !== 'IHDR') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The logical screen, on which every frame is drawn (GIF89a, 18). */
function sizeOfGif(bytes: Buffer): ImageSize | null {
  if (bytes.length < 10) return null;
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** Markers before the picture's data have a length each; a frame's header (SOF) has the size (ITU-T T.81, B.2.2). */
function sizeOfJpeg(bytes: Buffer): ImageSize | null {
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // a marker may be preceded by any number of these
    } else if (isFrameHeader(marker)) {
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    } else {
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return null;
}

/** SOF0 to SOF15, without what stands between them: Huffman tables, extensions, arithmetic conditioning. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Three kinds of a first chunk (RFC 9649, 2.5 to 2.7). */
function sizeOfWebp(bytes: Buffer): ImageSize | null {
  if (bytes.length < 30) return null;
  switch (textAt(bytes, 12)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

function textAt(bytes: Buffer, offset: number): string {
  return bytes.toString('latin1', offset, offset + 4);
}
