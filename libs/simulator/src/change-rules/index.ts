export { type ForbiddenChange, judgeChange } from './judge-change.ts'
