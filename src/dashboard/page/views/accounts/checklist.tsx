import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Account, ChecklistItem } from '../../api/accounts.ts';
import { sentenceOf } from '../../api/problem.ts';
import { useApp } from '../../app-context.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, ErrorNote } from '../../ui/states.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { counted, spaced } from '../../words/names.ts';

/** What an account needs before anything can be published with it: what is there, what is not, and what there is to choose. */
export function Checklist(props: {
  readonly account: Account;
  /** Whether it is checked at once, since nobody has done so yet. */
  readonly isNew: boolean;
  readonly done: () => void;
}): JSX.Element {
  const { api } = useApp();
  const { account, isNew, done } = props;
  const { id, checklist } = account;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const check = async (setting?: Readonly<Record<string, string>>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const path = `/api/marketplace/accounts/${id}`;
      if (setting !== undefined) await api.change('PATCH', path, { body: { settings: setting } });
      await api.change('POST', `${path}/verify`);
    } catch (problem: unknown) {
      setError(sentenceOf(problem));
    } finally {
      setBusy(false);
      done();
    }
  };
  useEffect(() => {
    if (isNew && account.verified_at === null) void check();
  }, [id]);
  const missing = checklist.filter(({ ok }) => !ok);
  return (
    <Card
      title={
        checklist.length === 0
          ? 'What it needs'
          : missing.length === 0
            ? 'It has all it needs'
            : `${counted(missing.length, 'thing')} missing`
      }
      aside={
        <button
          type="button"
          class="button button-small"
          aria-busy={isBusy}
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void check();
          }}
        >
          <Icon name="retry" />
          {isBusy ? 'Checking…' : 'Check again'}
        </button>
      }
    >
      {error !== undefined && <ErrorNote message={error} retry={() => void check()} />}
      {checklist.length === 0 ? (
        error === undefined && (
          <Empty
            icon="search"
            title={isBusy ? 'The marketplace is being asked…' : 'Nobody has checked it yet.'}
          >
            A check asks the marketplace whether the account can publish, and what there is to choose.
          </Empty>
        )
      ) : (
        <ul class="rows checklist">
          {checklist.map((item) => (
            <Item
              key={item.code}
              item={item}
              chosen={textOf(account.settings[item.setting ?? ''])}
              choose={(choice) => void check({ [item.setting ?? '']: choice })}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Item(props: {
  readonly item: ChecklistItem;
  /** The id that the settings have now; empty where they have none. */
  readonly chosen: string;
  readonly choose: (id: string) => void;
}): JSX.Element {
  const { code, ok, message, choices = [], setting, caution } = props.item;
  const { chosen } = props;
  const isKnown = choices.some(({ id }) => id === chosen);
  const [asked, setAsked] = useState<string | undefined>(undefined);
  return (
    <li class={ok ? 'tone-good' : 'tone-warning'} data-item={code}>
      <span class="checklist-mark">
        <Icon name={ok ? 'check' : 'alert'} />
        <span class="visually-hidden">{ok ? 'There:' : 'Missing:'}</span>
      </span>
      <span>{message}</span>
      {setting !== undefined && choices.length > 0 && !(isKnown && choices.length === 1) && (
        <select
          aria-label={spaced(code)}
          value={isKnown ? chosen : ''}
          onChange={(event) => {
            const choice = event.currentTarget.value;
            if (caution === undefined || !isKnown) return props.choose(choice);
            // Until it is confirmed, what is shown is what holds.
            event.currentTarget.value = chosen;
            setAsked(choice);
          }}
        >
          {!isKnown && (
            <option value="" disabled>
              Choose…
            </option>
          )}
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {asked !== undefined && caution !== undefined && (
        <ChangeDialog
          name={choices.find(({ id }) => id === asked)?.name ?? asked}
          caution={caution}
          close={() => setAsked(undefined)}
          change={() => {
            setAsked(undefined);
            props.choose(asked);
          }}
        />
      )}
    </li>
  );
}

/** Marketplaces number what is chosen; settings may have such a number as text, too. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
