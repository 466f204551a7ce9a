// A LIFE.json's value in, a life or everything that is wrong with it out.
import { UNITS } from '@farthing/billing-core/values'
import { type Deed as PluginDeed, quoted, readDeed } from '@farthing/plugin-sdk'
import { nearest } from '@farthing/rules-language'
import { optional, readDate, readDateOrMoment, readMoment, readText } from './field.ts'
import type { Moment, UnitWords } from './field.ts'
import { accountShape, deeds, factShapes, unbuiltFacts } from './life.ts'
import type { Deed, Life, LifeFact, LifeProblem } from './life.ts'
import { isRecord, readFields } from './read-fields.ts'
import type { FieldProblem, ReadDoing, RefusedFields } from './read-fields.ts'
import { readStart } from './read-start.ts'

export type ParsedLife =
  | { readonly ok: true; readonly life: Life }
  | { readonly ok: false; readonly problems: readonly LifeProblem[] }

/** `rules`: the folder of rules that it is played by; whoever reads the file loads them. */
const PARTS = new Set(['account', 'facts', 'rules'])
const MOST_FACTS = 100_000
const whenShape = { on: optional(readDate), at: optional(readMoment), known: optional(readDateOrMoment) } as const

/** `operatorZone` holds where the account names no zone of its own; `pluginDeeds`: what may be done beside what the kernel knows. Reports every problem of the life at once. */
export function parseLife(
  value: unknown,
  operatorZone: string,
  units: UnitWords = UNITS,
  pluginDeeds: PluginDeeds = new Map()
): ParsedLife {
  if (!isRecord(value)) return refused([about(null, '', 'a life is { "account": { ... }, "facts": [ ... ] }')])
  const strange = Object.keys(value).filter(name => !PARTS.has(name))
  const problems = strange.map(name => about(null, name.slice(0, 40), 'a life has "account", "facts" and "rules" only'))
  if (value['rules'] !== undefined && typeof value['rules'] !== 'string') {
    problems.push(about(null, 'rules', 'it names a folder of rules, such as "rules"'))
  }
  const account = readFields(value['account'], accountShape, units)
  if (!account.ok)
    problems.push(...account.problems.map(({ field, problem }) => about(null, accountField(field), problem)))
  const zone = account.ok ? (account.values.zone ?? operatorZone) : operatorZone
  const facts: LifeFact[] = []
  for (const [index, told] of listOf(value['facts'], problems).entries()) {
    const fact = parseFact(told, index + 1, { zone, units, pluginDeeds })
    if (fact.ok) facts.push(fact.fact)
    else problems.push(...fact.problems.map(({ field, problem }) => about(index + 1, field, problem)))
  }
  return account.ok && problems.length === 0
    ? { ok: true, life: { account: account.values, facts } }
    : refused(problems)
}

/** 'fact 3, field "quantity": ...' */
export function renderLifeProblem({ fact, field, problem }: LifeProblem): string {
  const where = [...(fact === null ? [] : [`fact ${fact}`]), ...(field === '' ? [] : [`field "${field}"`])]
  return where.length === 0 ? problem : `${where.join(', ')}: ${problem}`
}

function about(fact: number | null, field: string, problem: string): LifeProblem {
  return { fact, field, problem }
}

function refused(problems: readonly LifeProblem[]): ParsedLife {
  return { ok: false, problems }
}

function accountField(field: string): string {
  return field === '' ? 'account' : `account.${field}`
}

function listOf(value: unknown, problems: LifeProblem[]): readonly unknown[] {
  if (Array.isArray(value) && value.length <= MOST_FACTS) return value
  const problem = Array.isArray(value) ? `there are more than ${MOST_FACTS}` : 'it must be a list of facts: [ ... ]'
  problems.push(about(null, 'facts', problem))
  return []
}

/** By name. */
type PluginDeeds = ReadonlyMap<string, PluginDeed>

interface Setting {
  readonly pluginDeeds: PluginDeeds
  readonly zone: string
  readonly units: UnitWords
}

type ParsedFact = { readonly ok: true; readonly fact: LifeFact } | RefusedFields

function parseFact(value: unknown, number: number, setting: Setting): ParsedFact {
  const { units, zone } = setting
  const { do: deed, on, at, known, ...rest } = isRecord(value) ? value : {}
  if (!isRecord(value)) return { ok: false, problems: [{ field: '', problem: `${quoted(value)} is not an object` }] }
  const when = readFields(present({ on, at, known }), whenShape, units)
  const problems: FieldProblem[] = when.ok ? [] : [...when.problems]
  if ((on === undefined) === (at === undefined)) {
    problems.push({ field: 'on', problem: 'a fact has either "on" (a date) or "at" (a date and time)' })
  }
  const fields = readDoing(deed, rest, setting)
  if (!fields.ok) problems.push(...fields.problems)
  if (when.ok) problems.push(...skippedTimes(when.values, zone))
  if (!when.ok || !fields.ok || problems.length > 0) return { ok: false, problems }
  const moment = when.values.at ?? when.values.on
  if (moment === undefined) return { ok: false, problems }
  const instant = instantOf(moment, zone)
  const told = {
    number,
    on: instant.toZonedDateTimeISO(zone).toPlainDate(),
    at: instant,
    known: when.values.known === undefined ? instant : instantOf(when.values.known, zone)
  }
  return { ok: true, fact: { ...told, ...fields.values } as LifeFact }
}

/** What was done, and what is said of it. */
function readDoing(deed: unknown, rest: Record<string, unknown>, { pluginDeeds, units }: Setting): ReadDoing {
  if (deed === 'subscribe') return readStart(rest, { pluginDeeds, units })
  if (isDeed(deed)) {
    const fields = readFields(rest, factShapes[deed], units)
    return fields.ok ? { ok: true, values: { do: deed, ...fields.values } } : fields
  }
  const declared = typeof deed === 'string' ? pluginDeeds.get(deed) : undefined
  if (declared === undefined) return { ok: false, problems: [deedProblem(deed, [...deeds, ...pluginDeeds.keys()])] }
  const { as, ...said } = rest
  const who = readFields(present({ as }), { as: optional(readText) }, units)
  const fields = readDeed(declared, said)
  if (!who.ok || !fields.ok) {
    return { ok: false, problems: [...(who.ok ? [] : who.problems), ...(fields.ok ? [] : fields.problems)] }
  }
  const { name, to } = declared
  return { ok: true, values: { do: 'deed', deed: name, to, fields: fields.fields, ...who.values } }
}

function present(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined))
}

function isDeed(value: unknown): value is Deed {
  return typeof value === 'string' && Object.hasOwn(factShapes, value)
}

function deedProblem(deed: unknown, known: readonly string[]): FieldProblem {
  if (deed === undefined) return { field: 'do', problem: `it is missing; one of: ${known.join(', ')}` }
  if (typeof deed === 'string' && unbuiltFacts.includes(deed)) {
    return { field: 'do', problem: `"${deed}" is not built yet: a life cannot have it` }
  }
  const close = typeof deed === 'string' ? nearest(deed, known) : undefined
  const hint = close === undefined ? `one of: ${known.join(', ')}` : `did you mean "${close}"?`
  return { field: 'do', problem: `${quoted(deed)} is nothing that can happen; ${hint}` }
}

function skippedTimes(times: Readonly<Record<string, Temporal.PlainDate | Moment | undefined>>, zone: string) {
  return Object.entries(times).flatMap(([field, moment]): FieldProblem[] => {
    const problem = moment instanceof Temporal.PlainDateTime ? skippedTime(moment, zone) : null
    return problem === null ? [] : [{ field, problem }]
  })
}

/** Null when the clocks of the zone show it. */
function skippedTime(moment: Temporal.PlainDateTime, zone: string): string | null {
  const shown = moment.toZonedDateTime(zone)
  if (shown.toPlainDateTime().equals(moment)) return null
  const after = shown.getTimeZoneTransition('previous')
  if (after === null) throw new Error(`the clocks of ${zone} skip ${moment} and never changed`)
  const before = after.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 })
  const gap = `${before} to ${after.toPlainDateTime()}`
  const told = moment.toString({ smallestUnit: moment.second === 0 ? 'minute' : 'second' })
  return `"${told}" is skipped by the clocks of ${zone}, which go from ${gap}: write a time before or after`
}

/** A time that the clocks show twice is the first of both. */
function instantOf(moment: Temporal.PlainDate | Moment, zone: string): Temporal.Instant {
  if (moment instanceof Temporal.Instant) return moment
  return moment instanceof Temporal.PlainDate
    ? moment.toZonedDateTime(zone).toInstant()
    : moment.toZonedDateTime(zone).toInstant()
}
