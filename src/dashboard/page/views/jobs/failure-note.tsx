import type { JSX } from 'preact';
import type { Failure, Job } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Icon } from '../../ui/icon.tsx';
import { useFieldLabel } from '../products/field-names.ts';
import { ACTORS, originalText } from '../../words/problems.ts';

/** Why something failed, what to do about it and where, and what the marketplace itself said. */
export function FailureNote(props: {
  readonly failure: Failure;
  /** Whose job it was; undefined where the way to what is wrong is shown elsewhere. */
  readonly job?: Pick<Job, 'product_id' | 'account_id'>;
}): JSX.Element {
  const { failure } = props;
  const fieldLabel = useFieldLabel();
  const entry = useSellerData().errors.get(failure.code);
  const todo = failure.todo ?? entry?.todo;
  const actor = failure.actor ?? entry?.actor;
  const original = originalText(failure.original);
  const fields = failure.fields.filter(({ message }) => message !== failure.message);
  return (
    <div class="failure">
      <p class="failure-message">
        <Icon name="alert" />
        {failure.message}
      </p>
      {fields.length > 0 && (
        <ul class="failure-fields">
          {fields.map(({ field, message }) => (
            <li key={field + message}>
              <strong>{fieldLabel(field)}:</strong> {message}
            </li>
          ))}
        </ul>
      )}
      {todo !== undefined && (
        <p>
          {actor !== undefined && <strong>{ACTORS[actor]}. </strong>}
          {todo}
        </p>
      )}
      {props.job !== undefined && actor === 'seller' && <WayToIt failure={failure} job={props.job} />}
      {original !== undefined && (
        <details>
          <summary>In the marketplace’s own words</summary>
          <pre tabIndex={0}>{original}</pre>
        </details>
      )}
      <p class="quiet">
        Code <code>{failure.code}</code>
      </p>
    </div>
  );
}

/** Leads to where it can be put right: the account's page for what is the account's, else the product's. */
function WayToIt(props: {
  readonly failure: Failure;
  readonly job: Pick<Job, 'product_id' | 'account_id'>;
}): JSX.Element | null {
  const { failure, job } = props;
  const isOfAccount =
    failure.code.startsWith('account.') ||
    failure.fields.some(({ field }) => field === 'account' || field.startsWith('account.'));
  if (isOfAccount) {
    return (
      <p>
        <a class="button" href={hrefOf(`accounts/${job.account_id}`)}>
          Open the account
        </a>
      </p>
    );
  }
  if (job.product_id === null) return null;
  return (
    <p>
      <a class="button" href={hrefOf(`products/${job.product_id}`, { field: failure.fields[0]?.field })}>
        Edit the product
      </a>
    </p>
  );
}

/** The same in a list: why, and what to do about it. */
export function ShortFailure(props: { readonly failure: Failure }): JSX.Element {
  const { message, fields, todo, code } = props.failure;
  const entry = useSellerData().errors.get(code);
  const others = fields.filter((field) => field.message !== message).map((field) => field.message);
  return (
    <span class="reason">
      {[message, ...others].join(' ')} <span class="quiet">{todo ?? entry?.todo}</span>
    </span>
  );
}
