export { earnedPoints } from './earned-points.ts'
export { anyGrants, productsThatGrant } from './products-that-grant.ts'
