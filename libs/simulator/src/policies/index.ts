export { type DueEffect, type DueEffects, dueEffects, type PolicyMemory } from './due-effects.ts'
