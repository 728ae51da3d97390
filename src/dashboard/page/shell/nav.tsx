import type { JSX } from 'preact';
import type { Session } from '../api/session.ts';
import { hrefOf } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';

interface Entry {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

const SELLER: readonly Entry[] = [
  { path: '', label: 'Overview', icon: 'overview' },
  { path: 'batches', label: 'Batches', icon: 'batches' },
  { path: 'jobs', label: 'Jobs', icon: 'jobs' },
  { path: 'products', label: 'Products', icon: 'products' },
  { path: 'accounts', label: 'Accounts', icon: 'account' },
  { path: 'confirm', label: 'To confirm', icon: 'confirm' },
];
const OPERATOR: readonly Entry[] = [{ path: 'admin', label: 'All tenants', icon: 'admin' }];

/** The parts of the page that a session may see. */
export function Nav(props: {
  readonly session: Session;
  readonly current: string;
  readonly toConfirm: number;
  readonly hasMoreToConfirm: boolean;
}): JSX.Element {
  const { session } = props;
  const entries = [...(session.isSeller ? SELLER : []), ...(session.isOperator ? OPERATOR : [])];
  return (
    <nav class="nav" aria-label="Main">
      {entries.map(({ path, label, icon }) => (
        <a key={path} href={hrefOf(path)} aria-current={props.current === path ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{label}</span>
          {path === 'confirm' && props.toConfirm > 0 && (
            <span class="nav-count tabular" aria-label={`${props.toConfirm} open`}>
              {props.toConfirm}
              {props.hasMoreToConfirm ? '+' : ''}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
