export { type AskedChange, type ForbiddenChange, judgeChange } from './judge-change.ts'
