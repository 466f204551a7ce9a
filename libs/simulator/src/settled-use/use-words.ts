// How explanations of usage name rules, zones, moments and quantities.
import { type BaseUnit, formatPlace, formatQuantity, fromTicks, type RuleRef } from '@farthing/billing-core/values'
import type { AppliesTo } from '@farthing/rules-language'

export function quantityText(ticks: number, unit: BaseUnit): string {
  return formatQuantity(fromTicks(ticks, unit))
}

/** 'plan talk > include (plans.farthing:14:3)' */
export function placed(rule: RuleRef): string {
  return `${rule.rule} (${formatPlace(rule)})`
}

/** 'voice to national, mobile' */
export function appliesToText({ service, zones }: AppliesTo): string {
  return zones === null ? service : `${service} to ${zones.join(', ')}`
}

/** 'Monday 2026-03-02 at 10:00:00' on the wall clock of a zone. */
export function momentText(startedAt: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(startedAt).toZonedDateTimeISO(zone)
  const day = WEEKDAYS[local.dayOfWeek - 1] ?? ''
  return `${day} ${local.toPlainDate()} at ${local.toPlainTime().toString({ smallestUnit: 'second' })}`
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
