import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import type { PendingAction, Product } from '../../api/stock.ts';
import { useApp } from '../../app-context.ts';
import { hrefOf } from '../../router.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Ago } from '../../ui/times.tsx';
import { choiceText, questionText } from '../../words/choices.ts';
import { candidatesOf, Details } from './details.tsx';

interface CardProps {
  readonly action: PendingAction;
  readonly product: Product | undefined;
  readonly account: Account | undefined;
  readonly done: () => void;
}

/** One question with its answers and what each leads to. */
export function PendingCard(props: CardProps): JSX.Element {
  const { action, product, account } = props;
  return (
    <li class="card pending-card" data-pending={action.id}>
      <header class="card-head">
        <h2>{questionText(action.code)}</h2>
        <span class="quiet">
          {account !== undefined && (
            <>
              <Marketplace name={account.marketplace} /> {account.name} ·{' '}
            </>
          )}
          <Ago at={action.created_at} />
        </span>
      </header>
      <p>{action.message}</p>
      {product !== undefined && (
        <p class="quiet">
          {product.sku}: {product.title}
        </p>
      )}
      <Details action={action} />
      {action.job_id !== null && (
        <p>
          <a href={hrefOf(`jobs/${action.job_id}`)}>The job that found it</a>
        </p>
      )}
      {action.status === 'open' ? (
        <Answers {...props} />
      ) : (
        <p class="quiet">
          {action.choice === null ? 'Dismissed' : choiceText(action.choice).label}
          {action.decided_by !== null && ` by ${action.decided_by}`}
        </p>
      )}
    </li>
  );
}

function Answers(props: CardProps): JSX.Element {
  const { api } = useApp();
  const { action } = props;
  const decide = async (path: string, body?: unknown): Promise<string> => {
    await api.change('POST', `/api/pending-actions/${action.id}/${path}`, {
      ...(body !== undefined && { body }),
    });
    props.done();
    return 'Noted.';
  };
  // A decision without choices is confirmed once it has been taken note of.
  const choices = action.choices.length === 0 ? [undefined] : action.choices;
  return (
    <div class="answers">
      {choices.flatMap((choice) => {
        const { label, leadsTo } = choiceText(choice ?? 'acknowledge');
        if (choice === 'link') {
          return candidatesOf(action).map((candidate) => (
            <Answer
              key={`link-${candidate.product_id}`}
              label={`It is ${candidate.sku}`}
              leadsTo={candidate.title}
              run={() => decide('confirm', { choice, product_id: candidate.product_id })}
            />
          ));
        }
        return [
          <Answer
            key={label}
            label={label}
            leadsTo={leadsTo}
            run={() => decide('confirm', choice === undefined ? {} : { choice })}
          />,
        ];
      })}
      <Answer label="Dismiss" leadsTo="You are not asked about this again." run={() => decide('dismiss')} />
    </div>
  );
}

function Answer(props: {
  readonly label: string;
  readonly leadsTo: string;
  readonly run: () => Promise<string>;
}): JSX.Element {
  return (
    <div class="answer">
      <ActionButton run={props.run}>{props.label}</ActionButton>
      <span class="quiet">{props.leadsTo}</span>
    </div>
  );
}
