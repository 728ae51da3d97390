/** One part of a multipart body. */
export interface FormPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly bytes: Buffer;
}

/**
 * Splits a `multipart/form-data` body.
 *
 * @param contentType value of the Content-Type header
 * @param body the bytes
 * @returns the parts, undefined when it is no complete multipart body
 */
export function parseMultipart(contentType: string, body: Buffer): readonly FormPart[] | undefined {
  const boundary = /^multipart\/form-data\s*;.*boundary=("?)([^";]+)\1/i.exec(contentType)?.[2];
  if (boundary === undefined) return undefined;
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter may stand at the very beginning, without its line break.
  const text = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: FormPart[] = [];
  let at = text.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.byteLength;
    if (text.subarray(start, start + 2).toString() === '--') return parts;
    const end = text.indexOf(delimiter, start);
    const part = end < 0 ? undefined : parsePart(text.subarray(start + 2, end));
    if (part === undefined) return undefined;
    parts.push(part);
    at = end;
  }
  return undefined;
}

function parsePart(part: Buffer): FormPart | undefined {
  const gap = part.indexOf('\r\n\r\n');
  const disposition = /content-disposition:[^\r\n]*/i.exec(
    part.subarray(0, Math.max(gap, 0)).toString('utf8'),
  )?.[0];
  const name = disposition === undefined ? undefined : /\bname="([^"]*)"/.exec(disposition)?.[1];
  if (disposition === undefined || name === undefined) return undefined;
  return { name, fileName: /filename="([^"]*)"/.exec(disposition)?.[1], bytes: part.subarray(gap + 4) };
}
