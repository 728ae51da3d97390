import { isIPv4, isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name its network; a provider gives each customer one at least. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/**
 * Says whom limits by address are for. Whoever has one address of IPv6 has 2⁶⁴ of them, so that one of them says nothing; the
 * first half of it does.
 * @param address as a socket or a reverse proxy names it, perhaps with a port
 * @returns an address of IPv4, the network of one of IPv6, or the text where it is neither
 */
export function networkOf(address: string): string {
  const [, inBrackets, beforePort] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  const [bare = ''] = (inBrackets ?? beforePort ?? address).split('%');
  if (isIPv4(bare) || !isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  const network = groups.slice(0, NETWORK_GROUPS).join(':');
  // A socket that hears both kinds writes addresses of IPv4 like this, and all of them would be of one network.
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return isMapped ? mapped(groups) : `${network}::/64`;
}

/** The eight groups, as short as they can be written. */
function groupsOf(address: string): readonly string[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [left = '', right] = hostname.slice(1, -1).split('::');
  const [before, after] = [left, right ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = right === undefined ? 0 : GROUPS - (before?.length ?? 0) - (after?.length ?? 0);
  return [...(before ?? []), ...Array<string>(zeros).fill('0'), ...(after ?? [])];
}

function mapped(groups: readonly string[]): string {
  const bytes = groups.slice(-2).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bytes.join('.');
}
