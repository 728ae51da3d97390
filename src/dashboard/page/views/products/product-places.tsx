import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import type { Listing, Readiness } from '../../api/stock.ts';
import { hrefOf } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { PlaceCell } from './place-cell.tsx';

/** A product on each account: its listing there, or what it lacks. */
export function ProductPlaces(props: {
  readonly accounts: readonly Account[];
  readonly readiness: readonly Readiness[];
  readonly listings: readonly Listing[];
  /** The field of the form beside it that something is said of. */
  readonly fieldBehind: (name: string) => string | undefined;
}): JSX.Element {
  const { accounts, readiness, listings } = props;
  return (
    <Card title="Where it stands">
      {accounts.length === 0 ? (
        <Empty icon="account" title="No account yet.">
          <a href={hrefOf('accounts')}>Connect an account</a> to publish it there.
        </Empty>
      ) : (
        <ul class="rows">
          {accounts.map((account) => (
            <li key={account.id} class="place" data-account={account.id}>
              <span>
                <Marketplace name={account.marketplace} />
                <a class="row-detail" href={hrefOf(`accounts/${account.id}`)}>
                  {account.name}
                </a>
              </span>
              <PlaceCell
                fieldBehind={props.fieldBehind}
                accountName={account.name}
                readiness={readiness.find(({ account_id: id }) => id === account.id)}
                listing={listings.find(
                  (listing) => listing.account_id === account.id && listing.superseded_by === null,
                )}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
