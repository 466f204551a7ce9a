export { AccountsModule } from './accounts.module.ts'
export { AccountsService, type CloseRefusal, type ContactChange, type MoveRefusal } from './accounts.service.ts'
export {
  AccountItems,
  type ItemRefusal,
  movedPockets,
  type NewItem,
  type WithdrawRefusal
} from './account-items.service.ts'
export { booksOf, lockBooks } from './account-books.ts'
export { BilledCurrency } from './billed-currency.ts'
export { namedSubscription, noneNamed } from './named-subscription.ts'
export { type NamedRefusal, NamedSubscriptions } from './named-subscriptions.service.ts'
export { WrittenNumbers } from './written-numbers.ts'
export { GivenTag } from './accounts.views.ts'
export { FactView, factView } from './fact.views.ts'
export { AccountsInBulk, type OpenedAccount } from './accounts-in-bulk.ts'
export { FactBook, type AccountsFact, type NewFact } from './fact-book.ts'
export { factOf, rowOf, type FactRow } from './fact-row.ts'
export { AccountTable, accountTables, accountWords, type AccountRow } from './accounts.tables.ts'
export { goesOnAnew } from './goes-on.ts'
export {
  accountKey,
  findAccount,
  lockAccount,
  lockAccountsInOrder,
  numberOf,
  type AccountPage,
  type AccountSearch
} from './account-queries.ts'
export type { AccountRefusal, NewAccount } from './new-account.ts'
export { AccountParents, type NewParent, type ParentRefusal } from './account-parents.service.ts'
export { NewParentBody } from './account-parents.views.ts'
export { toldToAnother } from './told-to-another.ts'
export { hierarchyAround, type ToldParent } from './parent-book.ts'
