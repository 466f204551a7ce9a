// Families played in the kernel: told day by day, billed on every bill day, and once more when all is told.
import { BillingRunService, RulesHost } from '@farthing/kernel'
import { type Api, dayComes } from '../../api/api.ts'
import { kindOfStep, type Step } from '../lives/any-life.ts'
import { type Market, rulesIn } from '../lives/every-way.ts'
import { dayOf } from '../lives/kinds-of-facts.ts'
import { type Family, isBillDate, LAST_BILL, type Member, type ParentStep } from './any-family.ts'
import { move, refusalIn, tell, type ToldAccount } from './tell-kernel.ts'

/** A parent that was told and taken. */
export interface ToldParent extends ParentStep {
  readonly id: string
  readonly at: Temporal.Instant
  /** Null: it was not taken back. */
  withdrawn: Temporal.Instant | null
}

export interface PlayedFamily {
  /** In the order of its members. */
  readonly accounts: readonly ToldAccount[]
  readonly parents: ToldParent[]
}

/** What is done on a day: it is billed first. */
interface DiaryEntry {
  readonly day: string
  /** A kind of step, too. */
  readonly does: 'bill' | 'bill once more' | (string & {})
  readonly work: () => Promise<string | null>
}
const order = ({ does }: DiaryEntry): number => (does === 'bill' ? 0 : does === 'bill once more' ? 2 : 1)

export class FamilyLives {
  readonly families: PlayedFamily[] = []
  /** How often the kernel did what it was told, by kinds. */
  readonly done = new Map<string, number>()
  readonly #diary: DiaryEntry[] = []

  private constructor(
    readonly api: Api,
    private readonly market: Market
  ) {}

  static async play(api: Api, market: Market, families: readonly Family[]): Promise<FamilyLives> {
    const lives = new FamilyLives(api, market)
    const files = new Map([['rules.farthing', rulesIn(market).first]])
    const published = await api.app.get(RulesHost).publish({ files, from: null, author: 'tests', message: 'families' })
    if (!published.ok) throw new Error(JSON.stringify(published))
    for (const family of families) await lives.#plan(family)
    const all = lives.families.flatMap(({ accounts }) => accounts.map(({ id }) => id))
    for (const day of billDates()) lives.#diary.push({ day, does: 'bill', work: () => lives.#bill(day, null) })
    lives.#diary.push({ day: LAST_BILL, does: 'bill once more', work: () => lives.#bill(LAST_BILL, all) })
    await lives.#live()
    return lives
  }

  close(): Promise<void> {
    return this.api.close()
  }

  async #live(): Promise<void> {
    const days = Map.groupBy(this.#diary, ({ day }) => day)
    for (const day of [...days.keys()].toSorted()) {
      dayComes(this.api, nextDay(day)) // by then it has begun in every zone
      const entries = days.get(day) ?? []
      for (const { does, work } of entries.toSorted((a, b) => order(a) - order(b))) {
        this.api.clock.advance({ seconds: 1 })
        if ((await work()) === null) this.done.set(does, (this.done.get(does) ?? 0) + 1)
      }
    }
  }

  async #plan({ members, moves, parents }: Family): Promise<void> {
    const accounts: ToldAccount[] = []
    for (const member of members) accounts.push(await this.#open(member))
    const family = { accounts, parents: [] }
    this.families.push(family)
    for (const [place, { steps }] of members.entries()) {
      const account = accountAt(family, place)
      for (const step of steps) this.#tell(knownOn(step), kindOfStep(step), () => tell(this.api, account, step.fact))
    }
    for (const { as, from, known, on, to } of moves)
      this.#tell(known, 'move', () =>
        move(this.api, accountAt(family, from), as, { to: accountAt(family, to).number, on })
      )
    for (const step of parents) {
      this.#tell(step.known, 'parent', () => this.#link(family, step))
      if (step.takenBack !== null) this.#tell(step.takenBack, 'parent taken back', () => this.#unlink(family, step))
    }
  }

  #tell(day: string, does: string, work: DiaryEntry['work']): void {
    this.#diary.push({ day, does, work })
  }

  async #open({ billDay }: Member): Promise<ToldAccount> {
    const { currency, zone } = this.market
    const opened = { name: 'Family', billDay, zone, currency, openedOn: dayOf(0) }
    const { body, status } = await this.api.post('/accounts', opened)
    if (status !== 201) throw new Error(JSON.stringify(body))
    return { id: body.id, number: body.number, zone, subscriptions: new Map() }
  }

  async #link(family: PlayedFamily, step: ParentStep): Promise<string | null> {
    const { billing, child, from } = step
    const { number } = accountAt(family, child)
    const parent = step.parent === null ? null : accountAt(family, step.parent).number
    const answer = await this.api.post(`/accounts/${number}/parents`, { parent, billing, from })
    const refused = refusalIn(answer)
    if (refused !== null) return refused
    const own = (answer.body as { readonly account: string; readonly id: string }[]).filter(
      ({ account }) => account === number
    )
    const id =
      own
        .map(each => each.id)
        .toSorted()
        .at(-1) ?? '' // ids are in the order in which they were made
    family.parents.push({ ...step, id, at: this.api.clock.now(), withdrawn: null })
    return null
  }

  async #unlink(family: PlayedFamily, step: ParentStep): Promise<string | null> {
    const told = family.parents.find(({ child, known }) => child === step.child && known === step.known)
    if (told === undefined) return 'never-began'
    const { number } = accountAt(family, step.child)
    const refused = refusalIn(await this.api.post(`/accounts/${number}/parents/${told.id}/withdraw`, {}))
    if (refused === null) told.withdrawn = this.api.clock.now()
    return refused
  }

  async #bill(day: string, accounts: readonly string[] | null): Promise<null> {
    const runs = this.api.app.get(BillingRunService)
    const billDate = Temporal.PlainDate.from(day)
    const { id } = await runs.start(accounts === null ? { billDate } : { billDate, accounts })
    const drafted = await runs.drain(id)
    if (drafted.parked > 0) throw new Error(`${day}: run ${id} parked ${drafted.parked}`)
    if (drafted.totals.length === 0) return null
    await runs.accept(id)
    await runs.issue(id)
    await runs.drain(id)
    return null
  }
}

export function accountAt({ accounts }: PlayedFamily, place: number): ToldAccount {
  const account = accounts[place]
  if (account === undefined) throw new Error(`no account ${place}`)
  return account
}

function billDates(): string[] {
  const days: string[] = []
  const last = Temporal.PlainDate.from(LAST_BILL)
  for (
    let day = Temporal.PlainDate.from(dayOf(1));
    Temporal.PlainDate.compare(day, last) < 0;
    day = day.add({ days: 1 })
  )
    if (isBillDate(day)) days.push(day.toString())
  return days
}

function knownOn({ delay, fact }: Step): string {
  return Temporal.PlainDate.from(String(fact['on'] ?? fact['at']).slice(0, 10))
    .add({ days: delay })
    .toString()
}

function nextDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}
