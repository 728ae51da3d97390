/**
 * Reads a body by its content type, for comparing it with a schema.
 *
 * @param contentType value of the Content-Type header
 * @param body the bytes
 * @returns JSON as parsed; forms as an object of texts, or lists of texts for repeated names; anything else as text
 * @throws SyntaxError, TypeError when the body is not what its type says
 */
export async function readBody(contentType: string, body: Buffer): Promise<unknown> {
  const type = mediaType(contentType);
  if (type === 'application/json' || type.endsWith('+json')) return JSON.parse(body.toString('utf8'));
  if (type === 'application/x-www-form-urlencoded')
    return collect(new URLSearchParams(body.toString('utf8')));
  if (type === 'multipart/form-data') {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
      // Deprecated for servers, which may be sent anything; this reads what our own handlers sent.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
    }).formData();
    const texts: [string, string][] = [];
    for (const [name, value] of form)
      texts.push([name, typeof value === 'string' ? value : await value.text()]);
    return collect(texts);
  }
  return body.toString('utf8');
}

/**
 * @param contentType value of a Content-Type header
 * @returns the media type without parameters, lower case
 */
export function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/**
 * @param entries names and texts
 * @returns an object; a name that occurs more than once holds a list
 */
export function collect(entries: Iterable<readonly [string, string]>): Record<string, string | string[]> {
  const collected: Record<string, string | string[]> = {};
  for (const [name, value] of entries) {
    const before = collected[name];
    collected[name] = before === undefined ? value : [before, value].flat();
  }
  return collected;
}
