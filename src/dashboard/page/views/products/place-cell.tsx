import type { JSX } from 'preact';
import type { Listing, Readiness } from '../../api/stock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { counted } from '../../words/names.ts';
import { statusOf } from '../../words/statuses.ts';

/** A product on one account: the listing there is, or whether there could be one. */
export function PlaceCell(props: {
  readonly accountName: string;
  readonly readiness: Readiness | undefined;
  readonly listing: Listing | undefined;
  /** Whether there is room for what is missing, unasked. */
  readonly isOpen?: boolean;
}): JSX.Element {
  const { readiness, listing, accountName } = props;
  if (listing !== undefined && (listing.status !== 'ended' || readiness === undefined)) {
    if (listing.url === null) return <StatusBadge status={listing.status} />;
    return (
      <a
        href={listing.url}
        target="_blank"
        rel="noreferrer"
        aria-label={`${statusOf(listing.status).label} on ${accountName}, opens in a new tab`}
      >
        <StatusBadge status={listing.status} />
      </a>
    );
  }
  if (readiness === undefined) return <span class="quiet">–</span>;
  if (readiness.ready)
    return (
      <span class="badge tone-quiet" title={`It can be published on ${accountName}.`}>
        Ready
      </span>
    );
  // What the account lacks may be said by the product's rules, too.
  const reasons = [
    ...new Set([...readiness.fields, ...readiness.account_items].map(({ message }) => message)),
  ];
  return (
    <details class="reasons" open={props.isOpen}>
      <summary>
        <span class="badge tone-warning">{counted(reasons.length, 'thing')} missing</span>
      </summary>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </details>
  );
}
