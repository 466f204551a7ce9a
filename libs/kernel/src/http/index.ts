export { Answers, AnswersFile, AnswersNothing, type AnswerSettings } from './answers.ts'
export { Direct, DIRECT, type DirectRoute } from './direct.ts'
export {
  dayAfter,
  GivenAccount,
  GivenAmount,
  GivenCurrency,
  GivenDay,
  GivenNumber,
  GivenSubscription,
  GivenText
} from './given.ts'
export { type BodyParser, jsonBody } from './json-body.ts'
export { Problem } from './problem.ts'
export { found, refuse, Refused, valueOf, type FieldProblem, type Outcome, type Refusal } from './refused.ts'
