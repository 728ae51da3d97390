import { useEffect } from 'preact/hooks';

/** Asked before what somebody typed is thrown away. */
const QUESTION = 'What you changed is not saved. Leave it?';

/**
 * Keeps somebody from losing what they typed by a link, or by closing the tab.
 * @param isUnsaved whether there is something to lose
 */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const staysHere = link === null || link.target === '_blank' || link.classList.contains('skip');
      if (staysHere || confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', onUnload);
    // Before the link's own listeners.
    document.addEventListener('click', onClick, true);
    return () => {
      removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [isUnsaved]);
}
