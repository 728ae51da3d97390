import type { JSX } from 'preact';
import type { Listing, Readiness } from '../../api/stock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { counted } from '../../words/names.ts';
import { statusOf } from '../../words/statuses.ts';
import { focusField } from './field-focus.ts';

/** A product on one account: the listing there is, or whether there could be one. */
export function PlaceCell(props: {
  readonly accountName: string;
  readonly readiness: Readiness | undefined;
  readonly listing: Listing | undefined;
  /** Where the product's form is beside it: the field that something is said of. What is missing is shown unasked then. */
  readonly fieldBehind?: (name: string) => string | undefined;
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
  const reasons = new Map<string, string | undefined>();
  for (const { message } of readiness.account_items) reasons.set(message, undefined);
  for (const { field, message } of readiness.fields) reasons.set(message, props.fieldBehind?.(field));
  return (
    <details class="reasons" open={props.fieldBehind !== undefined}>
      <summary>
        <span class="badge tone-warning">{counted(reasons.size, 'thing')} missing</span>
      </summary>
      <ul>
        {[...reasons].map(([reason, field]) => (
          <li key={reason}>
            {field === undefined ? (
              reason
            ) : (
              <button type="button" class="link" onClick={() => focusField(field)}>
                {reason}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
