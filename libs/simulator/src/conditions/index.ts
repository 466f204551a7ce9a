export { askFacts, type FactWorld } from './ask-facts.ts'
export { type FactSource, holds } from './holds.ts'
export { planOn } from './kernel-facts.ts'
