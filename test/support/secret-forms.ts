/** Shorter texts are found by chance. */
const MIN_LENGTH = 8;

/**
 * Lists the forms in which a secret may appear in a text: as it is, in JSON, in an address, in a form, and packed in
 * base64, at whatever place of a longer packed text it stands.
 * @param secret the secret
 * @returns texts to look for
 * @throws {RangeError} for one that is too short to be told from chance
 */
export function formsOfSecret(secret: string): readonly string[] {
  if (secret.length < MIN_LENGTH) throw new RangeError(`"${secret}" is too short to look for`);
  const packed = [0, 1, 2].map((place) => {
    const text = Buffer.from(' '.repeat(place) + secret).toString('base64');
    // The first and the last characters also depend on what stands around the secret.
    const end = text.replace(/=+$/, '').length - ((place + Buffer.byteLength(secret)) % 3 === 0 ? 0 : 1);
    return text.slice(place === 0 ? 0 : place + 1, end);
  });
  return [
    ...new Set([
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      ...packed,
      ...packed.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ];
}

/**
 * Looks for secrets in everything that a run has left.
 * @param secrets by what they are called
 * @param texts what was left, by where
 * @returns where which secret was found, with what stands before it; empty where all is well
 */
export function findSecrets(
  secrets: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const found: string[] = [];
  for (const [name, secret] of secrets) {
    const forms = formsOfSecret(secret);
    for (const [where, text] of texts) {
      const at = Math.max(...forms.map((form) => text.indexOf(form)));
      if (at !== -1) found.push(`${name} in ${where}, behind ${text.slice(Math.max(0, at - 120), at)}`);
    }
  }
  return found;
}
