export { type DoneThresholds, type DueEffect, type DueEffects, dueEffects, type PolicyMemory } from './due-effects.ts'
export { type LookedAt, nextLook } from './next-look.ts'
export { mayRunOut, policyNeeds, type PolicyNeeds, runningOutBy } from './policy-needs.ts'
