export { earnedPoints } from './earned-points.ts'
