export { PocketExpiry } from './expire-pockets.ts'
export { FilledPockets, type NewPocket } from './filled-pocket.ts'
export { fillingOf, REFUSED_FILLING, takenOf } from './held-amount-of.ts'
export {
  changePockets,
  lockPockets,
  lockPocketsOf,
  pocketChanges,
  type PocketChange,
  type PocketRow
} from './pocket-book.ts'
export { servicesOf } from './services-of.ts'
export { paysFor } from './pays-for.ts'
export { takenByOwner } from './taken-by-owner.ts'
export { checkedPocket, type PocketRefusal } from './pocket-refusals.ts'
export { type AccountInGroup, membersBeside } from './pocket-group-book.ts'
export { PocketGroups } from './pocket-groups.service.ts'
export { groupView, NewGroupBody, NewMemberBody } from './pocket-groups.views.ts'
export { PocketsModule } from './pockets.module.ts'
export { PocketsService, type Debit, type TopUp, type Transfer } from './pockets.service.ts'
export {
  GivenInstant,
  Group,
  HeldAmount,
  HeldUnit,
  PocketView,
  pocketView,
  Priority,
  Services
} from './pockets.views.ts'
export { NewPocketBody, PocketEndBody, pocketTerms, PocketTransferBody, TopUpBody } from './pockets.views.ts'
export { pocketTables } from './pockets.tables.ts'
export { MovedPockets } from './moved-pockets.ts'
