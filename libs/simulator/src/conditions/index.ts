export { conditionText } from './condition-text.ts'
export { askFacts, type FactWorld } from './ask-facts.ts'
export { factsOf, type FactSource, holds } from './holds.ts'
export { planOn, ticksUsed } from './kernel-facts.ts'
