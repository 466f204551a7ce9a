// Runs the `example` blocks of a rule set: each is a life on a clock that moves with its lines, and what must come of it.
import type { Registry } from '@farthing/plugin-sdk'
import type { Example, ExampleExpectationStep, ExampleFactStep, RuleSet } from '@farthing/rules-language'
import type { TouchedRules } from '../coverage/index.ts'
import { lifeHistory } from '../life/life-history.ts'
import { enterFact } from '../life/enter-fact.ts'
import { misreadFact } from '../life/misread-fact.ts'
import { startLife } from '../life/life-state.ts'
import type { LifeState } from '../life/life-state.ts'
import { ratedUses } from '../life/use-service.ts'
import { workDay } from '../life/work-day.ts'
import { checkExpectation, reasonsOf } from './check-expectation.ts'
import { dayOf, factSteps, lifeFact } from './example-facts.ts'
import { type ExampleFailure, type ExampleReport, unmet } from './example-report.ts'
import type { FactBefore } from './fact-before.ts'

export interface ExampleWorld {
  readonly rules: RuleSet
  readonly registry: Registry
  /** Keeps the rules that the examples touch; left out when nobody asks. */
  readonly touched?: TouchedRules
}

/** In the order of the rules, one after the other. Pure: no database, no clock. */
export async function runExamples(
  rules: RuleSet,
  registry: Registry,
  touched?: TouchedRules
): Promise<ExampleReport[]> {
  const world = { rules, registry, ...(touched && { touched }) }
  const reports: ExampleReport[] = []
  for (const example of rules.examples) reports.push(await runExample(example, world))
  return reports
}

export async function runExample(example: Example, world: ExampleWorld): Promise<ExampleReport> {
  const { at, title } = example
  const state = begin(example, world)
  if (state === null) return { title, at, ok: true, met: 0, failures: [] }
  const run = new ExampleRun(state)
  for (const step of example.steps) {
    if (step.kind === 'fact') await run.enter(step)
    else run.expect(step)
  }
  run.settle()
  state.witness?.([ratedUses(state), state.messages, lifeHistory(state)?.dropped])
  return { title, at, ok: run.failures.length === 0, met: run.met, failures: run.failures }
}

function begin(example: Example, { registry, rules, touched }: ExampleWorld): LifeState | null {
  const { currency } = example
  const steps = factSteps(example)
  const [first] = steps
  if (first === undefined) return null
  const [opened = first.on] = steps
    .flatMap(step => [step.on, dayOf(step)])
    .sort((a, b) => Temporal.PlainDate.compare(a, b))
  const zone = example.zone ?? rules.operator.zone
  const names = steps.flatMap(({ fact }) => (fact.do === 'subscribe' ? [fact.as ?? fact.plan] : []))
  return startLife({
    account: { id: 'example', billDay: example.billDay ?? first.on.day, zone, currency, opened },
    registry,
    rules,
    ruleSets: new Map(),
    onlySubscription: names.length === 1 ? (names[0] ?? null) : null,
    witness: touched === undefined ? null : outcome => touched.see(outcome)
  })
}

/** Plays an example line by line. Before each line the days up to it are worked: the account is billed on its bill day. */
class ExampleRun {
  readonly failures: ExampleFailure[] = []
  met = 0
  private readonly state: LifeState
  /** The first day whose work is not done yet. */
  private nextDay: Temporal.PlainDate
  private now: Temporal.Instant
  private before: FactBefore
  private last: ExampleFactStep | null = null
  /** What the fact before was expected to come to: 'refused', 'quarantined', 'parked'. */
  private readonly expectedReasons = new Set<string>()

  constructor(state: LifeState) {
    this.state = state
    this.nextDay = state.account.opened
    this.before = { number: 0, isBill: false, invoices: 0, messages: 0, parked: 0, today: state.account.opened }
    this.now = state.account.opened.toZonedDateTime(state.account.zone).toInstant()
  }

  async enter(step: ExampleFactStep): Promise<void> {
    this.settle()
    const { invoices, messages, parked } = this.state
    this.before = {
      number: this.before.number + 1,
      isBill: step.fact.do === 'bill',
      invoices: invoices.length,
      messages: messages.length,
      parked: parked.length,
      today: this.before.today
    }
    await this.work(step.fact.do === 'advance' ? step.on.add({ days: 1 }) : dayOf(step))
    const fact = lifeFact(step, { number: this.before.number, now: this.now }, this.state)
    this.now = fact.known
    this.before = { ...this.before, today: fact.known.toZonedDateTimeISO(this.state.account.zone).toPlainDate() }
    const misread = misreadFact(fact, this.state.registry)
    if (misread === null) await enterFact(this.state, fact)
    else this.state.refused.push({ fact: fact.number, ...misread })
    this.last = step
    this.expectedReasons.clear()
  }

  expect(step: ExampleExpectationStep): void {
    const failure = checkExpectation(step, this.state, this.before)
    if (failure === null) this.met += 1
    else this.failures.push(failure)
    this.expectedReasons.add(step.expectation.expect)
    // a charge of what was not rated says so itself
    if (step.expectation.expect === 'charge') this.expectedReasons.add('quarantined')
  }

  /** A fact that came to nothing fails the example, unless that was what it shows. */
  settle(): void {
    const { last, state } = this
    if (last === null) return
    this.last = null
    const { parked, quarantined, refused, retained } = reasonsOf(state, this.before)
    const words = {
      refused: refused && `this had no effect, ${refused.reason}: ${refused.detail}`,
      retained:
        retained &&
        `this went to the retention desk, ${retained.reason}: ${retained.detail}; where that is meant, add: expect retained "${retained.reason}"`,
      quarantined: quarantined && `this usage was quarantined, ${quarantined.reason}: ${quarantined.detail}`,
      parked: parked && `the account was parked, ${parked.reason}: ${parked.detail}`
    }
    for (const [kind, message] of Object.entries(words)) {
      if (message === undefined || this.expectedReasons.has(kind)) continue
      this.failures.push({ at: last.at, ...unmet(message) })
    }
  }

  private async work(until: Temporal.PlainDate): Promise<void> {
    for (; Temporal.PlainDate.compare(this.nextDay, until) < 0; this.nextDay = this.nextDay.add({ days: 1 })) {
      await workDay(this.state, this.nextDay)
    }
  }
}
