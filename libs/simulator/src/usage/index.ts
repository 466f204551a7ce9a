export { type Bar, barOn, barText, type OwnIdentity } from './barred.ts'
export {
  bareAddress,
  canonicalIdentity,
  heldSpellings,
  identitySpellings,
  partyAddress,
  partyOf
} from './identity.ts'
export { eventId, pieceId, unreadId } from './event-id.ts'
export { KnownEvents } from './known-events.ts'
export { LOOKED_AT_FIRST, looksFirst, nextStep, quarantineReasons } from './next-step.ts'
export { noNumberText, rateRecord, usageOf, usageRating } from './rate-record.ts'
export type { RatedRecord, RecordOutcome, UnratedReason, UnratedRecord, UsageRating } from './rate-record.ts'
export {
  otherUseId,
  type Repeat,
  repeatOf,
  SAME_ID_OTHER_USE,
  type Told,
  type UseMark,
  useMark
} from './repeated-id.ts'
export { SubscriberIndex, type SubscriberStretch } from './subscriber-index.ts'
export { type FoundTariff, type TariffChoice, TariffFinder } from './tariff-finder.ts'
export { readSubscribers, type ReadSubscribers, type SubscribersProblem } from './read-subscribers.ts'
export { type UsageLine, UsageLines, type UsageStatus } from './usage-lines.ts'
export { wholeUse } from './whole-use.ts'
export { waitsFor } from './waits-for.ts'
