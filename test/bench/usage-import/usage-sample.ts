// A month of calls of 20,000 subscribers as Asterisk writes it, from a fixed seed.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { zoneOffsets } from '@farthing/billing-core/values'
import { SubscriberIndex } from '@farthing/simulator'
import { SeededRandom } from '@farthing/testing/seeded-random'

export const SUBSCRIBERS = 20_000
const FIRST_SECOND = 1_772_323_200 // 2026-03-01T00:00:00Z
const DAY_SECONDS = 86_400
const MONTH_SECONDS = 30 * DAY_SECONDS
const LINES_PER_WRITE = 2_000
const EPOCH = Temporal.PlainDate.from('1970-01-01')
const offsets = zoneOffsets('Australia/Melbourne')
const dates = new Map<number, string>()
const destinations = [
  '0399990000',
  '0292220000',
  '0733330000',
  '0400000000',
  '1800000000',
  '0011442070000000',
  '0044207946000'
]

export function sampleSubscribers(): SubscriberIndex {
  const index = new SubscriberIndex({ country: '61', trunk: '0', international: '0011' })
  for (let i = 0; i < SUBSCRIBERS; i++) {
    index.add(subscriberNumber(i), {
      account: uuid(1, i),
      subscription: uuid(2, i),
      plan: 'mobile-40',
      from: -Infinity,
      until: Infinity
    })
  }
  return index
}

/** Writes `lines` calls in order of time: nine in ten answered, one in two hundred of an unknown caller. */
export async function writeSample(file: string, lines: number): Promise<void> {
  const out = createWriteStream(file)
  const chance = new SeededRandom(42)
  const random = (): number => chance.next()
  for (let at = 0; at < lines; at += LINES_PER_WRITE) {
    let text = ''
    for (let i = at; i < Math.min(lines, at + LINES_PER_WRITE); i++) {
      text += call(i, FIRST_SECOND + Math.floor((i * MONTH_SECONDS) / lines), random)
    }
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}

function call(i: number, second: number, random: () => number): string {
  const from = random() < 0.005 ? `6139${100_000 + (i % 1000)}` : subscriberNumber(Math.floor(random() * SUBSCRIBERS))
  const base = destinations[Math.floor(random() * destinations.length)] ?? ''
  const to = base.slice(0, -4) + String(Math.floor(random() * 10_000)).padStart(4, '0')
  const answered = random() < 0.9
  const billed = answered ? Math.floor(random() * random() * 1200) : 0
  const times = answered
    ? `"${clock(second)}","${clock(second + 5)}","${clock(second + 5 + billed)}",${billed + 5},${billed},"ANSWERED"`
    : `"${clock(second)}","","${clock(second + 20)}",20,0,"NO ANSWER"`
  return (
    `"","${from}","${to}","from-internal","""${from}"" <${from}>","SIP/${from}-0000${i % 10}","SIP/trunk-${i % 97}","Dial",` +
    `"SIP/trunk/${to},60",${times},"DOCUMENTATION","${second}.${i}",""\n`
  )
}

/** The wall clock of the zone at a second since 1970, as Asterisk writes it. */
function clock(second: number): string {
  const local = second + offsets.offsetMs(second * 1000) / 1000
  const [day, time] = [Math.floor(local / DAY_SECONDS), local % DAY_SECONDS]
  let date = dates.get(day)
  if (date === undefined) dates.set(day, (date = EPOCH.add({ days: day }).toString()))
  return `${date} ${two(time / 3600)}:${two((time % 3600) / 60)}:${two(time % 60)}`
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0')
}

export function subscriberNumber(i: number): string {
  return `613${91_000_000 + i}`
}

function uuid(kind: number, i: number): string {
  return `0195b1de-000${kind}-7000-8000-${i.toString(16).padStart(12, '0')}`
}
