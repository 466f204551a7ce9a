export { AdjustmentsModule } from './adjustments.module.ts'
export { AdjustmentsService, type NoteRefusal, type Occasion } from './adjustments.service.ts'
export { adjustmentTables } from './adjustments.tables.ts'
export type { Adjustment, AdjustmentLine, AdjustmentWithLines } from './adjustment.ts'
