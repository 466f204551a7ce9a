export { changesNothing } from './changes-nothing.ts'
export { decisive, type ForbiddenChange, judgeChange } from './judge-change.ts'
export { type DueChange, dueChange, type SaidTime } from './due-change.ts'
export {
  closingDay,
  hasEnded,
  isOfSubscription,
  letGoTime,
  type RequestedTime,
  type RetentionStatus
} from './retention.ts'
export { judgeDeed, movesOfDeed, offeredDeed } from './judge-deed.ts'
export { unknownSuspension } from './unknown-suspension.ts'
export { identityOf, toldBefore } from './told-before.ts'
