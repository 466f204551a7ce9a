// Law 5 between plans and tariffs: on every day of a plan each tariff that it names has a version in force.
import type { Match } from '../signature/match.ts'
import type { PlanDeclaration, TariffDeclaration, Validity, Written } from '../vocabulary/declarations.ts'
import { lowerValidity } from '../vocabulary/lower-tariff.ts'
import { type Mention, mentionsOf } from './names.ts'
import { related, type Report } from './report.ts'

type Day = Temporal.PlainDate

export interface PlanTariffs {
  /** By name, the versions of each in order of their dates. */
  readonly tariffs: ReadonlyMap<string, readonly TariffDeclaration[]>
  /** May a line that could not be read have declared the name? */
  mayDeclare(name: string): boolean
  readonly report: Report
}

/** Whichever plugin's statement names the tariff; a hole between two versions of a tariff is reported at the tariff. */
export function checkPlanTariffs(plan: PlanDeclaration, world: PlanTariffs): void {
  if (plan.damaged || isEmpty(plan)) return
  for (const { mention, held } of tariffsIn(plan.statements, plan.held)) {
    const versions = world.tariffs.get(mention.name) ?? []
    const [first, last] = [versions[0], versions.at(-1)]
    if (first === undefined || last === undefined) continue
    if (versions.some(({ damaged }) => damaged) || world.mayDeclare(mention.name)) continue
    checkBeginning({ plan: plan.name.value, held, mention, tariff: first.from }, world.report)
    checkEnd({ plan: plan.name.value, held, mention, tariff: last.until }, world.report)
  }
}

interface Use {
  readonly mention: Mention
  /** The days on which the statement holds: the plan's, or fewer in a block with dates of its own. */
  readonly held: Validity
}

function tariffsIn(statements: readonly Match[], held: Validity): Use[] {
  return statements.flatMap(statement => {
    const own = mentionsOf(statement).filter(({ slot, kind }) => slot === 'refersTo' && kind === 'tariff')
    const inner = within(lowerValidity(statement), held)
    const below = isEmpty(inner) ? [] : tariffsIn(statement.children, inner)
    return [...own.map(mention => ({ mention, held })), ...below]
  })
}

interface Edge extends Use {
  readonly plan: string
  /** The day on which the tariff begins or ends; null when it is unbounded. */
  readonly tariff: Written<Day> | null
}

function checkBeginning({ plan, held, mention, tariff }: Edge, report: Report): void {
  if (tariff === null || (held.from !== null && !isBefore(held.from.value, tariff.value))) return
  const { value: begins, spot } = tariff
  const here = { related: [related('it begins here', spot)] }
  const ended = held.until !== null && !isBefore(begins, held.until.value)
  const day = held.from?.value ?? (ended ? held.until.value.subtract({ days: 1 }) : null)
  const what = `tariff ${mention.name} begins on ${begins}`
  if (day === null) {
    const message = `plan ${plan} says no first day, and ${what}: usage before that day has no price`
    report.warning(mention.spot, 'R0119', message, here)
    return
  }
  const message = `plan ${plan} holds on ${day}, and ${what}: usage on the days between has no price`
  report.error(mention.spot, 'R0119', message, here)
}

function checkEnd({ plan, held, mention, tariff }: Edge, report: Report): void {
  if (tariff === null || (held.until !== null && !isBefore(tariff.value, held.until.value))) return
  const { value: ends, spot } = tariff
  const day = held.from !== null && isBefore(ends, held.from.value) ? held.from.value : ends
  const message = `plan ${plan} holds on ${day}, and tariff ${mention.name} has ended ${
    day === ends ? 'on that day' : `on ${ends}`
  }: usage from then on has no price`
  report.error(mention.spot, 'R0119', message, { related: [related('it ends here', spot)] })
}

/** The days that both hold. */
function within(inner: Validity, outer: Validity): Validity {
  const later = inner.from === null || (outer.from !== null && isBefore(inner.from.value, outer.from.value))
  const sooner = inner.until === null || (outer.until !== null && isBefore(outer.until.value, inner.until.value))
  return { from: later ? outer.from : inner.from, until: sooner ? outer.until : inner.until }
}

function isEmpty({ from, until }: Validity): boolean {
  return from !== null && until !== null && !isBefore(from.value, until.value)
}

function isBefore(a: Day, b: Day): boolean {
  return Temporal.PlainDate.compare(a, b) < 0
}
