export type { ChargingAsk, ChargingOutcome } from './asks.ts'
export { ChargingModule } from './charging.module.ts'
export { ChargingService } from './charging.service.ts'
export { chargingTables } from './charging.tables.ts'
