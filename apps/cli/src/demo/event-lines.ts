// The generic usage file: messages and data sessions, columns named by its header.
import type { DemoAccount, DemoSubscription } from './demo-accounts.ts'
import { ActiveLines } from './active-lines.ts'
import { messagedNumber, unknownNumber } from './called-numbers.ts'
import { DEMO_DAYS, DEMO_FROM } from './demo-month.ts'
import { Random } from './random.ts'
import { eventsPerDay, secondsOfDay } from './usage-days.ts'
import { type LineFate, NOISE_PER_THOUSAND as NOISE, type UsageLine, wallClock } from './usage-lines.ts'

export const EVENT_HEADER = 'id,service,subscriber,to,started_at,quantity,unit'

const MESSAGES_PER_THOUSAND = 450

interface Event {
  readonly id: string
  readonly service: string
  readonly subscriber: string
  readonly to: string
  readonly startedAt: string
  readonly quantity: string
  readonly unit: string
}

/** `total` messages and data sessions in the order of their beginning; repeated lines are not among them. */
export function* eventLines(seed: number, accounts: readonly DemoAccount[], total: number): Generator<UsageLine> {
  const random = new Random(seed, 'events')
  const phones = new ActiveLines(accounts, ['mobile'])
  const data = new ActiveLines(accounts, ['mobile', 'internet'])
  const counts = eventsPerDay(total)
  let serial = 0
  for (let day = 0; day < DEMO_DAYS; day += 1) {
    const drawPhone = phones.drawOn(day)
    const drawData = data.drawOn(day)
    if (drawPhone === null || drawData === null) continue
    const date = DEMO_FROM.add({ days: day }).toString()
    for (const second of secondsOfDay(random, counts[day] ?? 0)) {
      serial += 1
      const when = { id: `e${String(serial).padStart(8, '0')}`, startedAt: wallClock(date, second) }
      const sent = random.chance(MESSAGES_PER_THOUSAND)
      const event = sent ? message(random, drawPhone(random), when) : session(random, drawData(random), when)
      yield noisy(random, event)
    }
  }
}

type When = Pick<Event, 'id' | 'startedAt'>

function message(random: Random, { identity }: DemoSubscription, when: When): Event {
  return { ...when, service: 'sms', subscriber: identity, to: messagedNumber(random), quantity: '1', unit: 'message' }
}

function session(random: Random, { identity, kind }: DemoSubscription, when: When): Event {
  const known = { ...when, service: 'data', subscriber: identity, to: '' }
  if (kind === 'internet') {
    return { ...known, quantity: `${random.between(0, 11)}.${random.digits(3)}`, unit: 'GB' }
  }
  if (random.chance(250)) return { ...known, quantity: `${random.between(80, 900)}.${random.digits(1)}`, unit: 'MB' }
  return { ...known, quantity: String(random.between(20_000, 60_000_000)), unit: 'B' }
}

function noisy(random: Random, event: Event): UsageLine {
  const dice = random.below(1000)
  const below = (limit: number): boolean => dice < limit
  if (below(NOISE.malformed)) return { text: broken(random, event), fate: 'malformed' }
  if (below(NOISE.malformed + NOISE.unknownSubscriber)) {
    return line({ ...event, subscriber: `61490${random.digits(6)}` }, 'unknown-subscriber')
  }
  if (below(NOISE.malformed + NOISE.unknownSubscriber + NOISE.noZone) && event.service === 'sms') {
    return line({ ...event, to: unknownNumber(random) }, 'no-zone')
  }
  if (dice >= 1000 - NOISE.outOfTime) {
    const year = random.chance(500) ? '1970' : '2027'
    return line({ ...event, startedAt: year + event.startedAt.slice(4) }, 'out-of-time')
  }
  return line(event, 'rated')
}

function line(event: Event, fate: LineFate): UsageLine {
  return { text: eventLine(event), fate }
}

function eventLine({ id, service, subscriber, to, startedAt, quantity, unit }: Event): string {
  return `${id},${service},${subscriber},${to},${startedAt},${quantity},${unit}`
}

function broken(random: Random, event: Event): string {
  const breaks: readonly Event[] = [
    { ...event, quantity: 'lots' },
    { ...event, quantity: '-1' },
    { ...event, unit: 'parsec' },
    { ...event, startedAt: 'yesterday' },
    { ...event, subscriber: '' }
  ]
  const kind = random.below(breaks.length + 2)
  const changed = breaks[kind]
  if (changed !== undefined) return eventLine(changed)
  return kind === breaks.length ? eventLine(event).slice(0, 20) : `${eventLine(event)},,spare`
}
