// Asterisk's Master.csv: 18 columns, texts in quotes, numbers bare, the wall clock of the switch.
import type { DemoAccount, DemoSubscription } from './demo-accounts.ts'
import { ActiveLines } from './active-lines.ts'
import { calledNumber, unknownNumber } from './called-numbers.ts'
import { DEMO_DAYS, DEMO_FROM, DEMO_ZONE } from './demo-month.ts'
import { Random } from './random.ts'
import { eventsPerDay, secondsOfDay } from './usage-days.ts'
import { type LineFate, NOISE_PER_THOUSAND as NOISE, type UsageLine, wallClock } from './usage-lines.ts'

/** Seconds talked: how often, from, to. */
const TALK = [
  { weight: 25, from: 1, to: 30 },
  { weight: 30, from: 31, to: 120 },
  { weight: 30, from: 121, to: 420 },
  { weight: 13, from: 421, to: 1800 },
  { weight: 2, from: 1801, to: 7200 }
] as const
const TALK_WEIGHTS = TALK.map(each => each.weight)
const UNANSWERED = ['NO ANSWER', 'NO ANSWER', 'NO ANSWER', 'BUSY', 'FAILED'] as const
const UNANSWERED_PER_THOUSAND = 130

interface Call {
  readonly day: string
  readonly second: number
  readonly from: string
  readonly label: string
  readonly to: string
  readonly ring: number
  readonly talk: number
  readonly disposition: string
  readonly unique: string
}

/** `total` calls in the order of their beginning; repeated lines are not among them. */
export function* callLines(seed: number, accounts: readonly DemoAccount[], total: number): Generator<UsageLine> {
  const random = new Random(seed, 'calls')
  const lines = new ActiveLines(accounts, ['mobile', 'fixed'])
  const counts = eventsPerDay(total)
  let serial = 0
  for (let day = 0; day < DEMO_DAYS; day += 1) {
    const draw = lines.drawOn(day)
    if (draw === null) continue
    const date = DEMO_FROM.add({ days: day })
    const midnight = date.toZonedDateTime(DEMO_ZONE).epochMilliseconds / 1000
    for (const second of secondsOfDay(random, counts[day] ?? 0)) {
      serial += 1
      const unique = `${midnight + second}.${serial}`
      yield callLine(random, { day: date.toString(), second, unique, caller: draw(random) })
    }
  }
}

interface Moment {
  readonly day: string
  readonly second: number
  readonly unique: string
  readonly caller: DemoSubscription
}

function callLine(random: Random, { day, second, unique, caller }: Moment): UsageLine {
  const talk = TALK[random.weighted(TALK_WEIGHTS)] ?? TALK[0]
  const answered = !random.chance(UNANSWERED_PER_THOUSAND)
  const call: Call = {
    day,
    second,
    unique,
    from: caller.identity,
    label: caller.label,
    to: calledNumber(random),
    ring: random.between(2, 25),
    talk: answered ? random.between(talk.from, talk.to) : 0,
    disposition: answered ? 'ANSWERED' : random.pick(UNANSWERED)
  }
  if (!answered) return { text: asteriskLine(call), fate: 'filtered' }
  return noisy(random, call)
}

function noisy(random: Random, call: Call): UsageLine {
  const dice = random.below(1000)
  const below = (limit: number): boolean => dice < limit
  if (below(NOISE.malformed)) return { text: broken(random, call), fate: 'malformed' }
  if (below(NOISE.malformed + NOISE.unknownSubscriber)) {
    const stranger = `6139${random.digits(7)}`
    return line({ ...call, from: stranger, label: stranger }, 'unknown-subscriber')
  }
  if (below(NOISE.malformed + NOISE.unknownSubscriber + NOISE.noZone)) {
    return line({ ...call, to: unknownNumber(random) }, 'no-zone')
  }
  if (below(NOISE.malformed + NOISE.unknownSubscriber + NOISE.noZone + NOISE.outOfTime)) {
    // a switch whose clock was reset; its ids do not say when either
    const day = random.chance(500) ? '1970-01-01' : '2027-09-01'
    return line({ ...call, day, unique: `reset-${call.unique}` }, 'out-of-time')
  }
  return line(call, 'rated')
}

function line(call: Call, fate: LineFate): UsageLine {
  return { text: asteriskLine(call), fate }
}

function asteriskLine(call: Call): string {
  const { from, to, ring, talk } = call
  const answered = call.disposition === 'ANSWERED'
  const start = wallClock(call.day, call.second)
  const answer = answered ? later(call, ring) : ''
  const channel = `PJSIP/${from}-${hex(call.second * 7919 + talk)}`
  const trunk = `PJSIP/carrier-${hex(call.second * 104_729 + ring)}`
  return [
    `"${from}","${from}","${to}","subscribers","""${call.label}"" <${from}>","${channel}","${trunk}","Dial",`,
    `"PJSIP/${to}@carrier,60","${start}","${answer}","${later(call, ring + talk)}",${ring + talk},${talk},`,
    `"${call.disposition}","DOCUMENTATION","${call.unique}",""`
  ].join('')
}

/** Calls near midnight end on the next day. */
function later(call: Call, seconds: number): string {
  const second = call.second + seconds
  if (second < 86_400) return wallClock(call.day, second)
  return wallClock(Temporal.PlainDate.from(call.day).add({ days: 1 }).toString(), second - 86_400)
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}

const BREAKS: readonly ((text: string, random: Random) => string)[] = [
  // cut off while the disk was full
  (text, random) => text.slice(0, random.between(20, 60)),
  text => text.replace(/",(\d+),(\d+),"ANSWERED"/, '",$1,many,"ANSWERED"'),
  text => text.replace('"ANSWERED"', '"ANSWERD"'),
  text => text.replace(/"(\d{4})-09-(\d\d) /g, '"$1-19-$2 ')
]

function broken(random: Random, call: Call): string {
  return random.pick(BREAKS)(asteriskLine(call), random)
}
