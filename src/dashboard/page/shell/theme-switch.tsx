import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { applyTheme, storedTheme, THEMES } from '../theme.ts';
import { Icon } from '../ui/icon.tsx';

const LOOKS = {
  auto: { label: 'As the system', icon: 'auto' },
  light: { label: 'Light', icon: 'sun' },
  dark: { label: 'Dark', icon: 'moon' },
} as const;

/** Goes from one look of the page to the next. */
export function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState(storedTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  const { label, icon } = LOOKS[theme];
  return (
    <button
      type="button"
      class="button button-quiet"
      aria-label={`Look: ${label}. Change to ${LOOKS[next].label}`}
      title={`Look: ${label}`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
