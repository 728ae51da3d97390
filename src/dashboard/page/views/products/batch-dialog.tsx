import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Batch, BatchRequest, DryRun } from '../../api/batches.ts';
import { sentenceOf } from '../../api/problem.ts';
import { useApp } from '../../app-context.ts';
import { go, hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { actionName, counted } from '../../words/names.ts';
import { DryRunReport } from './dry-run-report.tsx';
import { requestedProducts, selectionText } from './selection.ts';
import type { Selection } from './selection.ts';

/** Actions over many products, in the order in which they are offered. */
const OFFERED = ['publish', 'update', 'relist', 'delete'];

/** Makes a batch of the chosen products. What it would do is always shown before it can be sent. */
export function BatchDialog(props: {
  readonly selection: Selection;
  /** What is chosen at first. */
  readonly action?: string;
  readonly accountIds?: readonly number[];
  readonly close: () => void;
  readonly sent: () => void;
}): JSX.Element {
  const { api } = useApp();
  const { accounts, actions } = useSellerData();
  const { selection } = props;
  const [action, setAction] = useState(props.action ?? 'publish');
  const [chosen, setChosen] = useState<readonly number[]>(props.accountIds ?? accounts.map(({ id }) => id));
  const can = (marketplace: string, code: string): boolean =>
    actions.some((type) => type.marketplace === marketplace && type.code === code && type.supported);
  const fitting = accounts.filter(({ id, marketplace }) => chosen.includes(id) && can(marketplace, action));
  const request = useMemo<BatchRequest>(
    () => ({
      marketplaces: [...new Set(fitting.map(({ marketplace }) => marketplace))],
      account_ids: fitting.map(({ id }) => id),
      action_code: action,
      ...requestedProducts(selection),
    }),
    [action, selection, fitting.map(({ id }) => id).join()],
  );
  const dryRun = useDryRun(request);
  const fit = dryRun.result?.accounts.reduce((sum, account) => sum + account.fit, 0) ?? 0;
  // The same wish keeps its key, so that sending it again after a lost answer makes no second batch.
  const key = useMemo(() => crypto.randomUUID(), [request]);
  const send = async (): Promise<string> => {
    const batch = await api.change<Batch>('POST', '/api/batch-jobs', {
      body: request,
      headers: { 'idempotency-key': key },
    });
    props.close();
    props.sent();
    go(hrefOf(`batches/${batch.id}`));
    return `Batch ${batch.id} was made.`;
  };
  return (
    <Dialog
      title={`${actionName(action)} ${selectionText(selection)}`}
      close={props.close}
      actions={
        <>
          <button type="button" class="button" onClick={props.close}>
            Not now
          </button>
          <ActionButton kind="primary" disabled={fit === 0} run={send}>
            {dryRun.result === undefined
              ? actionName(action)
              : `${actionName(action)}: make ${counted(fit, 'job')}`}
          </ActionButton>
        </>
      }
    >
      <div class="dialog-choices">
        <SelectFilter
          label="Action"
          any="Publish"
          value={action === 'publish' ? undefined : action}
          choices={OFFERED.slice(1).map((code) => ({ value: code, label: actionName(code) }))}
          onChange={(value) => setAction(value ?? 'publish')}
        />
        <fieldset class="picks">
          <legend>Where</legend>
          {accounts.map((account) => (
            <label key={account.id} class="pick-label">
              <input
                type="checkbox"
                disabled={!can(account.marketplace, action)}
                checked={chosen.includes(account.id) && can(account.marketplace, action)}
                onChange={() =>
                  setChosen((before) =>
                    before.includes(account.id)
                      ? before.filter((id) => id !== account.id)
                      : [...before, account.id],
                  )
                }
              />
              <Marketplace name={account.marketplace} /> <span class="quiet">{account.name}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <h3>What would happen</h3>
      {dryRun.error !== undefined && <ErrorNote message={dryRun.error} />}
      {fitting.length === 0 ? (
        <p class="quiet">Choose at least one account.</p>
      ) : dryRun.result === undefined ? (
        dryRun.error === undefined && <Skeleton />
      ) : (
        <DryRunReport result={dryRun.result} />
      )}
    </Dialog>
  );
}

interface DryRunState {
  readonly request: BatchRequest;
  readonly result?: DryRun;
  readonly error?: string;
}

/** Asks what a batch would do, whenever it becomes another one. */
function useDryRun(request: BatchRequest): {
  readonly result: DryRun | undefined;
  readonly error: string | undefined;
} {
  const { api } = useApp();
  const [state, setState] = useState<DryRunState>({ request });
  useEffect(() => {
    if (request.marketplaces.length === 0) return undefined;
    const given = new AbortController();
    api
      .change<DryRun>('POST', '/api/batch-jobs', {
        body: { ...request, dry_run: true },
        signal: given.signal,
      })
      .then((result) => setState({ request, result }))
      .catch((error: unknown) => {
        if (!given.signal.aborted) setState({ request, error: sentenceOf(error) });
      });
    return () => given.abort();
  }, [api, request]);
  const shown = state.request === request ? state : undefined;
  return { result: shown?.result, error: shown?.error };
}
