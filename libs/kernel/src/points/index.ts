export { PointsEarnings } from './points-earnings.service.ts'
export { PointsModule } from './points.module.ts'
export { pointsTables } from './points.tables.ts'
