import { withHeaders } from './answer-headers.ts';
import { commonProblems } from './common-problems.ts';
import type { Operation, RouteTraits } from './common-problems.ts';
import { problemResponse, problemsIn } from './problem-response.ts';
import type { Answer, Problems } from './problem-response.ts';

type Answers = Operation['responses'];

/** Completes what routes answer; errors that are only those of all routes are described once and referred to. */
export class CommonAnswers {
  /** Responses that operations refer to, by their names. */
  readonly shared: Record<string, Answer> = {};

  /**
   * @param path of the operation
   * @param route the operation, and what is known of it
   * @returns its answers by status, its own errors before those it shares
   */
  of(path: string, route: RouteTraits): Answers {
    const answers: Answers = { ...route.operation.responses };
    const common = commonProblems(route);
    for (const status of new Set([...Object.keys(answers), ...Object.keys(common)])) {
      const own = problemsIn(answers[status]);
      const others = common[Number(status)] ?? {};
      const answer =
        Object.keys(own).length > 0
          ? problemResponse(Number(status), { ...own, ...others }, path.replace(/\{\w+\}/g, '7'))
          : (answers[status] ?? this.share(Number(status), others, route.isThrottled));
      answers[status] = withHeaders(answer, Number(status), route.isThrottled);
    }
    return answers;
  }

  private share(status: number, problems: Problems, isThrottled: boolean): Answer {
    const name = Object.keys(problems).join('-');
    this.shared[name] ??= withHeaders(problemResponse(status, problems), status, isThrottled);
    return { $ref: `#/components/responses/${name}` };
  }
}
