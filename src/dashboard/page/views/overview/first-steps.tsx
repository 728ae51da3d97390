import type { JSX } from 'preact';
import type { Page } from '../../api/client.ts';
import type { Product } from '../../api/stock.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMarketplaces } from '../accounts/use-marketplaces.ts';

interface Step {
  readonly title: string;
  readonly explanation: string;
  readonly href: string;
  readonly link: string;
  readonly isDone: boolean;
}

/** What there is to do before anything can happen, for somebody who sees the page for the first time. */
export function FirstSteps(): JSX.Element {
  const { accounts, devices } = useSellerData();
  const marketplaces = useMarketplaces();
  const products = useResource('any-product', (api, signal) =>
    api.get<Page<Product>>('/api/products', { limit: 1 }, signal),
  );
  const namesOf = (needsBrowser: boolean): string =>
    new Intl.ListFormat('en', { type: 'disjunction' }).format(
      marketplaces.filter((each) => each.needsBrowser === needsBrowser).map(({ title }) => title),
    );
  const isByBrowser = accounts.some(({ marketplace }) =>
    marketplaces.some(({ name, needsBrowser }) => needsBrowser && name === marketplace),
  );
  const steps: readonly Step[] = [
    {
      title: 'Connect an account',
      explanation: `Where you sell: ${namesOf(false)} with a token, ${namesOf(true)} through your own browser.`,
      href: hrefOf('accounts/new'),
      link: 'Connect an account',
      isDone: accounts.length > 0,
    },
    ...(accounts.length === 0 || isByBrowser
      ? [
          {
            title: 'Pair your browser',
            explanation: `Only for ${namesOf(true)}: StoFlow acts in the browser in which you are logged in there.`,
            href: hrefOf('accounts', { pair: 'now' }),
            link: 'Pair a browser',
            isDone: devices.some(({ status }) => status === 'paired'),
          },
        ]
      : []),
    {
      title: 'Add what you sell',
      explanation: 'By hand, or many at once from a CSV file.',
      href: hrefOf('products'),
      link: 'Add products',
      isDone: (products.data?.data.length ?? 0) > 0,
    },
    {
      title: 'Publish it',
      explanation:
        'Choose products and where they go. You are shown what would happen before anything is sent.',
      href: hrefOf('products'),
      link: 'Choose products',
      isDone: false,
    },
  ];
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <Card title="First steps">
      <ol class="rows steps">
        {steps.map((step, place) => (
          <li key={step.title} class={step.isDone ? 'tone-good' : 'tone-waiting'}>
            <span class="steps-mark" aria-hidden="true">
              {step.isDone ? <Icon name="check" /> : place + 1}
            </span>
            <div>
              <p>
                <strong>{step.title}</strong>
                {step.isDone && <span class="quiet"> – done</span>}
              </p>
              <p class="quiet">{step.explanation}</p>
            </div>
            {!step.isDone && (
              <a class={step === next ? 'button button-primary' : 'button'} href={step.href}>
                {step.link}
              </a>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
