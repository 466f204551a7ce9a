// A network element that repeats what it was not answered: stories of requests, each under a key of its own, and what was answered.
import type { SeededRandom } from '@farthing/testing/seeded-random'

const NCHF = '/nchf-convergedcharging/v3/chargingdata'

/** Of one session, or of one use charged at once: the number it goes to is its own. */
export interface Story {
  readonly subscriber: string
  readonly to: string
  /** Seconds of each report; none: one film is charged at once. */
  readonly reports: readonly number[]
  /** Whether the last report releases it; else the element falls silent. */
  readonly releases: boolean
}

interface Answer {
  readonly status: number
  readonly body: { readonly chargingDataRef?: string }
}

export class ChargingClient {
  /** Those who did something, by key. */
  readonly #answers = new Map<string, Answer>()
  /** Keys whose answer changed. */
  readonly changed: string[] = []

  get answered(): number {
    return this.#answers.size
  }

  /** Everything from its beginning, whatever was asked before; throws when the server goes away. */
  async play(story: Story, server: string): Promise<void> {
    const { releases, reports, subscriber, to } = story
    if (reports.length === 0) {
      const film = { subscriber, to, service: 'content', value: '7.92' }
      await this.#ask(server, '/charges', film, to)
      return
    }
    const call = { subscriberIdentifier: subscriber, iMSChargingInformation: { calledPartyAddress: to } }
    const wants = (sequence: number, time: number) => ({
      invocationSequenceNumber: sequence,
      multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time }], requestedUnit: { time: 60 } }]
    })
    const { body } = await this.#ask(server, NCHF, { ...call, ...wants(0, 0), chargingId: to }, `open-${to}`)
    const session = `${NCHF}/${body.chargingDataRef}`
    for (const [index, seconds] of reports.entries()) {
      const last = releases && index === reports.length - 1
      await this.#ask(server, `${session}/${last ? 'release' : 'update'}`, wants(index + 1, seconds), `${index}-${to}`)
    }
  }

  /** Whether the film was charged. */
  isCharged({ to }: Story): boolean {
    return this.#answers.has(to)
  }

  async #ask(server: string, path: string, body: object, key: string): Promise<Answer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    const reply = await fetch(server + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await reply.text()
    // the instant of the answer itself is the only thing that may differ
    const { invocationTimeStamp: _, ...told } = text === '' ? {} : JSON.parse(text)
    const answer = { status: reply.status, body: told }
    const before = this.#answers.get(key)
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(answer)) this.changed.push(key)
    if (reply.ok) this.#answers.set(key, answer)
    else if (told.reason !== 'insufficient-balance') throw new Error(`${path}: ${reply.status} ${text}`)
    return answer
  }
}

export function randomStory(random: SeededRandom, subscribers: readonly string[], number: number): Story {
  const subscriber = subscribers[random.below(subscribers.length)] ?? ''
  const isFilm = random.below(3) === 0
  const reports = isFilm ? [] : Array.from({ length: 1 + random.below(4) }, () => 1 + random.below(90))
  return { subscriber, to: `6129${String(number).padStart(7, '0')}`, reports, releases: random.below(5) > 0 }
}
