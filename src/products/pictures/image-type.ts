/** Image types that every marketplace takes, and how their files begin. */
const SIGNATURES: readonly { readonly type: ImageType; readonly matches: (head: Buffer) => boolean }[] = [
  { type: 'image/jpeg', matches: (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  {
    type: 'image/png',
    matches: (head) =>
      head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  },
  { type: 'image/gif', matches: (head) => /^GIF8[79]a/.test(head.subarray(0, 6).toString('latin1')) },
  {
    type: 'image/webp',
    matches: (head) =>
      head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP',
  },
];

/** A type of picture, as `Content-Type` names it. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/**
 * Recognises a picture by its first bytes. What a server says about the type is not believed.
 * @param bytes the file
 * @returns its type, null when it is none that we take
 */
export function imageTypeOf(bytes: Buffer): ImageType | null {
  return SIGNATURES.find(({ matches }) => matches(bytes))?.type ?? null;
}
