/**
 * Opens the account "seller" at a stand-in.
 * @param url of the stand-in
 * @returns what the stand-in answers, its tokens among it
 */
export async function openAtStandIn(url: string): Promise<Record<string, string | undefined>> {
  const response = await fetch(`${url}/_control/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'seller' }),
  });
  return (await response.json()) as Record<string, string | undefined>;
}
