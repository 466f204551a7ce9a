// Runs the `example` blocks of a rule set: each is a life on a clock that moves with its lines, and what must come of it.
import { accountHistory } from '@farthing/billing-core'
import type { Registry } from '@farthing/plugin-sdk'
import type { Example, ExampleExpectationStep, ExampleFactStep, RuleSet } from '@farthing/rules-language'
import type { TouchedRules } from '../coverage/index.ts'
import { enterFact } from '../life/enter-fact.ts'
import { startLife } from '../life/life-state.ts'
import type { LifeState } from '../life/life-state.ts'
import { ratedUses } from '../life/use-service.ts'
import { workDay } from '../life/work-day.ts'
import { checkExpectation, refusalOf } from './check-expectation.ts'
import { factSteps, lifeFact } from './example-facts.ts'
import type { ExampleFailure, ExampleReport } from './example-report.ts'

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
  state.witness?.([ratedUses(state), state.messages, accountHistory(state.account.id, state.facts)?.dropped])
  return { title, at, ok: run.failures.length === 0, met: run.met, failures: run.failures }
}

function begin(example: Example, { registry, rules, touched }: ExampleWorld): LifeState | null {
  const steps = factSteps(example)
  const [first] = steps
  if (first === undefined) return null
  const [opened = first.on] = steps.map(({ on }) => on).sort((a, b) => Temporal.PlainDate.compare(a, b))
  const { currency, zone } = rules.operator
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
  private number = 0
  private isBill = false
  private last: ExampleFactStep | null = null
  /** The fact before was expected to be refused or quarantined. */
  private lastWasExpectedToFail = false

  constructor(state: LifeState) {
    this.state = state
    this.nextDay = state.account.opened
    this.now = state.account.opened.toZonedDateTime(state.account.zone).toInstant()
  }

  async enter(step: ExampleFactStep): Promise<void> {
    this.settle()
    await this.work(step.fact.do === 'advance' ? step.on.add({ days: 1 }) : step.on)
    this.number += 1
    const fact = lifeFact(step, this.number, this.state.account.zone, this.now)
    this.now = fact.known
    await enterFact(this.state, fact)
    this.last = step
    this.isBill = step.fact.do === 'bill'
    this.lastWasExpectedToFail = false
  }

  expect(step: ExampleExpectationStep): void {
    const before = { number: this.number, isBill: this.isBill }
    const failure = checkExpectation(step, this.state, before)
    if (failure === null) this.met += 1
    else this.failures.push(failure)
    this.lastWasExpectedToFail ||= ['refused', 'quarantined'].includes(step.expectation.expect)
  }

  /** A fact that came to nothing fails the example, unless that was what it shows. */
  settle(): void {
    const { last, state } = this
    if (last !== null && !this.lastWasExpectedToFail) {
      const refusal = refusalOf(state, this.number)
      const use = ratedUses(state).find(({ fact }) => fact.number === this.number)
      if (refusal !== undefined) this.fail(last, `this had no effect: ${refusal}`)
      if (use?.reason) this.fail(last, `this usage was quarantined, ${use.reason}: ${use.detail}`)
    }
    this.last = null
    const parked = state.messages.find(({ kind }) => kind === 'account-parked')
    if (last !== null && parked !== undefined) {
      this.fail(last, parked.text)
      state.messages.splice(0, state.messages.length)
    }
  }

  private fail({ at }: ExampleFactStep, message: string): void {
    this.failures.push({ at, message, table: [] })
  }

  private async work(until: Temporal.PlainDate): Promise<void> {
    for (; Temporal.PlainDate.compare(this.nextDay, until) < 0; this.nextDay = this.nextDay.add({ days: 1 })) {
      await workDay(this.state, this.nextDay)
    }
  }
}
