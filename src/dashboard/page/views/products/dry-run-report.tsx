import type { JSX } from 'preact';
import type { DryRun, RefusedProduct } from '../../api/batches.ts';
import { useSellerData } from '../../seller-data.ts';
import { Icon } from '../../ui/icon.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { counted } from '../../words/names.ts';

/** Refused products of one account that are listed; the others are counted. */
const MOST_SHOWN = 50;

/** What a batch would do, account by account, and what does not fit. */
export function DryRunReport(props: { readonly result: DryRun }): JSX.Element {
  const { accounts } = useSellerData();
  const refused = props.result.accounts.reduce((sum, lot) => sum + lot.refused.length, 0);
  return (
    <>
      {refused > 0 && (
        <p class="quiet">
          What is refused is not sent. It stands in the batch as failed, with the reason, and is retried there
          once it is put right.
        </p>
      )}
      <ul class="rows dry-run">
        {props.result.accounts.map((lot) => (
          <li key={lot.account_id} data-account={lot.account_id}>
            <p class="dry-run-head">
              <Marketplace name={lot.marketplace} />{' '}
              <span class="quiet">{accounts.find(({ id }) => id === lot.account_id)?.name}</span>
              <span class={`badge tabular ${lot.fit === 0 ? 'tone-quiet' : 'tone-good'}`}>
                {counted(lot.fit, 'job')}
              </span>
              {lot.refused.length > 0 && (
                <span class="badge tone-bad tabular">{lot.refused.length} refused</span>
              )}
            </p>
            {[...lot.items.filter(({ ok }) => !ok).map(({ message }) => message), ...lot.notices].map(
              (notice) => (
                <p key={notice} class="dry-run-notice">
                  <Icon name="alert" /> {notice}
                </p>
              ),
            )}
            <RefusedProducts refused={lot.refused} />
          </li>
        ))}
      </ul>
    </>
  );
}

function RefusedProducts(props: { readonly refused: readonly RefusedProduct[] }): JSX.Element | null {
  const { refused } = props;
  if (refused.length === 0) return null;
  return (
    <details open={refused.length <= 3}>
      <summary>Why {counted(refused.length, 'product')} would be refused</summary>
      <ul class="plain-list">
        {refused.slice(0, MOST_SHOWN).map(({ product_id: id, sku, fields }) => (
          <li key={id ?? 0}>
            <strong>{sku ?? 'The account'}</strong>: {fields.map(({ message }) => message).join(' ')}
          </li>
        ))}
        {refused.length > MOST_SHOWN && <li>and {refused.length - MOST_SHOWN} more</li>}
      </ul>
    </details>
  );
}
