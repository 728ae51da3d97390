const SIGNATURES: readonly { readonly mime: string; readonly at: number; readonly bytes: Buffer }[] = [
  { mime: 'image/png', at: 0, bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
  { mime: 'image/jpeg', at: 0, bytes: Buffer.from('ffd8ff', 'hex') },
  { mime: 'image/gif', at: 0, bytes: Buffer.from('GIF8') },
  { mime: 'image/webp', at: 8, bytes: Buffer.from('WEBP') },
];

/**
 * Looks at what bytes are, not at what they are called.
 *
 * @param bytes a file
 * @returns the picture's media type, undefined when it is no picture a marketplace takes
 */
export function imageKind(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(({ at, bytes: mark }) => mark.equals(bytes.subarray(at, at + mark.byteLength)))
    ?.mime;
}
