export { offerWords } from './offer-words.ts'
export type { RetentionRequest, RetentionSearch } from './retention-book.ts'
export { RetentionModule } from './retention.module.ts'
export { RetentionService } from './retention.service.ts'
export { retentionTables } from './retention.tables.ts'
export {
  LetGoBody,
  OfferAcceptedBody,
  RetentionQuery,
  retentionView,
  RetentionWithdrawalBody
} from './retention.views.ts'
