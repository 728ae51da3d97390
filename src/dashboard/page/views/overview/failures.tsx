import type { JSX } from 'preact';
import type { Activity } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { Ago } from '../../ui/times.tsx';

/** What failed lately, by cause. */
export function Failures(props: { readonly failures: Activity['failures'] }): JSX.Element {
  const { errors } = useSellerData();
  if (props.failures.length === 0) return <Empty title="Nothing failed." />;
  return (
    <ul class="rows">
      {props.failures.map(({ marketplace, code, message, jobs, newest_at: at }) => (
        <li key={`${marketplace}/${code}`} class="error-group">
          <span class="error-count tabular">{jobs} ×</span>
          <div class="error-text">
            <p>
              <Marketplace name={marketplace} />: {message}
            </p>
            <p class="quiet">
              {errors.get(code)?.todo ?? code} Last <Ago at={at} />.
            </p>
          </div>
          <a class="button button-small" href={hrefOf('jobs', { status: 'failed', marketplace })}>
            Show<span class="visually-hidden"> failed jobs of {marketplace}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
