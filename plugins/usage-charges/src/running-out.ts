// What the statements that say what happens when a service runs out have in common.
import type { LowerContext, Match, ServiceEffect } from '@farthing/plugin-sdk'

export const SPEED = {
  kind: 'count',
  optional: true,
  min: 1,
  max: 1_000_000,
  doc: 'bits in a second, in thousands or millions'
} as const

const STATEMENTS: readonly string[] = ['usage-charges.overage', 'usage-charges.run-out']

/** What is wrong with saying it of a service in this place, or null. */
export function faultOfRunningOut(service: string, { before, within }: LowerContext): string | null {
  const isOf = (match: Match, ...slots: readonly string[]): boolean => slots.some(slot => match.slots[slot] === service)
  // a feature is sold with plans that include some
  const included =
    within === 'feature' ||
    before.some(match => match.signature.id === 'usage-charges.include' && isOf(match, 'service', 'everything'))
  if (!included) {
    return `the plan includes no ${service} that could run out: write include above`
  }
  const twice = before.some(match => STATEMENTS.includes(match.signature.id) && isOf(match, 'service'))
  return twice ? `what happens when ${service} runs out is said above: a plan says it once` : null
}

/** `speed`: as written beside kbit or Mbit. */
export function throttled(match: Pick<Match, 'has'>, speed: number): Extract<ServiceEffect, { effect: 'throttle' }> {
  return { effect: 'throttle', kilobits: speed * (match.has('Mbit') ? 1000 : 1) }
}
