import type { JSX } from 'preact';
import type { Lane } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { Icon } from '../../ui/icon.tsx';
import { counted } from '../../words/names.ts';
import { accountsInNeed } from './attention-items.ts';

/** What goes on only when a person has done something. It comes first, since all else goes on by itself. */
export function Attention(props: { readonly lanes: readonly Lane[] }): JSX.Element | null {
  const { accounts, devices, open, isReady } = useSellerData();
  const titleOf = useTitles();
  if (!isReady) return null;
  const items = accountsInNeed({ accounts, devices, lanes: props.lanes, titleOf });
  const questions = open.data.length;
  if (items.length === 0 && questions === 0) {
    return (
      <p class="note note-good">
        <Icon name="check" /> Nothing needs you.
      </p>
    );
  }
  return (
    <section class="attention" aria-label="What needs you">
      {items.map(({ accountId, text, todo }) => (
        <p key={accountId} class="note note-warning">
          <Icon name="alert" />
          <span>
            <strong>{text}</strong> {todo}
          </span>
          <a class="button button-small" href={hrefOf(`accounts/${accountId}`)}>
            Open<span class="visually-hidden"> the account</span>
          </a>
        </p>
      ))}
      {questions > 0 && (
        <p class="note note-warning">
          <Icon name="confirm" />
          <span>
            <strong>
              {open.next_cursor === null
                ? counted(questions, 'question')
                : `More than ${questions} questions`}
            </strong>{' '}
            about your listings.
          </span>
          <a class="button button-small" href={hrefOf('confirm')}>
            Answer
          </a>
        </p>
      )}
    </section>
  );
}
