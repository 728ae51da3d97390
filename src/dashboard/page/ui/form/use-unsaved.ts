import { useLayoutEffect } from 'preact/hooks';
import { guardLeaving } from '../../leaving.ts';

/**
 * Keeps somebody from losing what they typed by a link, by Back, or by closing the tab.
 * @param isUnsaved whether there is something to lose
 */
export function useUnsaved(isUnsaved: boolean): void {
  // As soon as it is drawn: an effect that comes after the paint comes after a Back that follows at once.
  useLayoutEffect(() => {
    if (!isUnsaved) return undefined;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const release = guardLeaving();
    addEventListener('beforeunload', onUnload);
    return () => {
      release();
      removeEventListener('beforeunload', onUnload);
    };
  }, [isUnsaved]);
}
