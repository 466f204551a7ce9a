export { earningAmounts, type StandingAmounts } from './earning-amounts.ts'
export {
  type BookedPoints,
  GRANTED,
  type GrantedPocket,
  type PointsMove,
  pointsMoves,
  type PointsTarget,
  takenBackWords
} from './points-moves.ts'
