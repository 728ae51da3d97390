import type { JSX } from 'preact';
import type { Failure } from '../../api/jobs.ts';
import { useSellerData } from '../../seller-data.ts';
import { Icon } from '../../ui/icon.tsx';
import { ACTORS, originalText } from '../../words/problems.ts';

/** Why something failed, what to do about it, and what the marketplace itself said. */
export function FailureNote(props: { readonly failure: Failure }): JSX.Element {
  const { failure } = props;
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
              <code>{field}</code> {message}
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
