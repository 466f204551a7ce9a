export { Answers, AnswersFile, type AnswerSettings } from './answers.ts'
export { GivenAccount, GivenAmount, GivenDay, GivenNumber, GivenText } from './given.ts'
export { Problem } from './problem.ts'
export { found, Refused, valueOf, type FieldProblem, type Outcome } from './refused.ts'
