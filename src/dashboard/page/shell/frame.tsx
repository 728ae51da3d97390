import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { mayLeave } from '../leaving.ts';
import { usePlace } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { viewOf } from '../views/views.tsx';
import { Brand } from './brand.tsx';
import { FeedMark } from './feed-mark.tsx';
import { Nav } from './nav.tsx';
import { useSellerData } from '../seller-data.ts';
import { ThemeSwitch } from './theme-switch.tsx';

/** The frame around the views: where one can go, how fresh things are, and the way out. */
export function Frame(props: { readonly leave: () => void }): JSX.Element {
  const { session } = useApp();
  const { open } = useSellerData();
  const place = usePlace();
  const main = useRef<HTMLElement>(null);
  const path = place.path.join('/');
  const isFirst = useRef(true);
  const { title, view } = viewOf(place, session);

  useEffect(() => {
    document.title = `${title} · StoFlow`;
  }, [title]);
  useEffect(() => {
    // Somebody who does not see the page is told by the focus that it is another one now.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    scrollTo(0, 0);
  }, [path]);

  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the content
      </a>
      <header class="side">
        <Brand />
        <Nav
          session={session}
          current={place.path[0] ?? (session.isSeller ? '' : 'admin')}
          toConfirm={open.data.length}
          hasMoreToConfirm={open.next_cursor !== null}
        />
        <div class="side-foot">
          <FeedMark />
          <span class="side-tools">
            <ThemeSwitch />
            <button
              type="button"
              class="button button-quiet"
              aria-label="Sign out"
              title={`Signed in as ${session.subject}`}
              onClick={() => {
                if (mayLeave()) props.leave();
              }}
            >
              <Icon name="out" />
            </button>
          </span>
        </div>
      </header>
      <main id="main" class="main" ref={main} tabIndex={-1}>
        {view}
      </main>
    </div>
  );
}
