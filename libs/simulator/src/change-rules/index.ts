export { type ForbiddenChange, judgeChange } from './judge-change.ts'
export { judgeDeed } from './judge-deed.ts'
