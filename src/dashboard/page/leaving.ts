/** Asked before what somebody typed is thrown away. */
const QUESTION = 'What you changed is not saved. Leave it?';

let guards = 0;

/**
 * From now on somebody who wants to go elsewhere in the page is asked first.
 * @returns ends that
 */
export function guardLeaving(): () => void {
  guards += 1;
  return () => {
    guards -= 1;
  };
}

/** @returns whether somebody may go, asking them where they have something to lose */
export function mayLeave(): boolean {
  return guards === 0 || confirm(QUESTION);
}
