// The only place that reads the time. Everything else is told it, so that a test or a simulation can move it.

/** Tells the time to the kernel. Inject it; never read `Temporal.Now` elsewhere. */
export abstract class Clock {
  abstract now(): Temporal.Instant

  /** Of the epoch, for what is asked of each thing that is made. */
  milliseconds(): number {
    return this.now().epochMilliseconds
  }

  /** The local date in an IANA zone, such as `Australia/Melbourne`. */
  today(zone: string): Temporal.PlainDate {
    return this.now().toZonedDateTimeISO(zone).toPlainDate()
  }
}

/** To the microsecond, as PostgreSQL stores it: what is answered at first is what is read later. */
export class SystemClock extends Clock {
  override now(): Temporal.Instant {
    return Temporal.Now.instant().round({ smallestUnit: 'microsecond', roundingMode: 'floor' })
  }

  override milliseconds(): number {
    return Temporal.Now.instant().epochMilliseconds
  }
}

/** Stands still until it is moved. */
export class MovableClock extends Clock {
  #now: Temporal.Instant

  constructor(start: Temporal.Instant | string) {
    super()
    this.#now = Temporal.Instant.from(start)
  }

  override now(): Temporal.Instant {
    return this.#now
  }

  moveTo(instant: Temporal.Instant | string): void {
    this.#now = Temporal.Instant.from(instant)
  }

  advance(duration: Temporal.DurationLike): void {
    this.#now = this.#now.toZonedDateTimeISO('UTC').add(duration).toInstant()
  }
}
