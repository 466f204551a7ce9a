export { type BookedPoints, type PointsMove, pointsMoves, type PointsTarget } from './points-moves.ts'
