/** Faults by kind, in words. */
export const FAULT_WORDS: Readonly<Record<string, string>> = {
  lose_answer: 'done, answer lost',
  error_after: 'done, answered with a 500',
  empty_answer: 'done, answered with nothing',
  hang: 'done, never answered',
  error_before: 'a 500, nothing done',
  ignored: 'answered as if done, nothing done',
  rate_limited: 'too many requests (429)',
  expire_token: 'access token dead (401)',
  concurrent: 'another change under way',
  cut_before: 'browser: connection cut before a message',
  cut_after: 'browser: connection cut after a message',
  drop: 'browser: message lost',
  duplicate: 'browser: message came twice',
};
