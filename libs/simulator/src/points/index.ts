export { earnedPoints } from './earned-points.ts'
export { productsThatGrant } from './products-that-grant.ts'
