// Columns that hold Temporal values: `date` <-> PlainDate, `timestamptz(6)` <-> Instant.
import { Type } from '@mikro-orm/core'

const MOST_KNOWN = 2000

export class PlainDateType extends Type<Temporal.PlainDate, string> {
  override convertToDatabaseValue(value: Temporal.PlainDate): string {
    return value === null || value === undefined ? value : value.toString()
  }

  override convertToJSValue(value: string): Temporal.PlainDate {
    return value === null || value === undefined ? value : Temporal.PlainDate.from(value)
  }

  override compareAsType(): string {
    return 'string'
  }

  override getColumnType(): string {
    return 'date'
  }

  override toJSON(value: Temporal.PlainDate): string {
    return value === null || value === undefined ? value : value.toString()
  }
}

export class InstantType extends Type<Temporal.Instant, string> {
  override convertToDatabaseValue(value: Temporal.Instant): string {
    return value === null || value === undefined ? value : value.toString()
  }

  override convertToJSValue(value: string): Temporal.Instant {
    return value === null || value === undefined ? value : instantFromSql(value)
  }

  override compareAsType(): string {
    return 'string'
  }

  override getColumnType(): string {
    return 'timestamptz(6)'
  }

  override toJSON(value: Temporal.Instant): string {
    return value === null || value === undefined ? value : value.toString()
  }
}

/** Reads PostgreSQL's text form of a timestamptz, such as `2026-03-01 10:00:00.5+00`. */
export const instantFromSql = eachOnce(text => Temporal.Instant.from(text))

/** Reads PostgreSQL's text form of a date. */
export const dayFromSql = eachOnce(text => Temporal.PlainDate.from(text))

/** What is read together was mostly written together, and says the same few instants and days: reading one takes longer than looking it up. */
function eachOnce<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return text => {
    let value = known.get(text)
    if (value === undefined) {
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(text, (value = read(text)))
    }
    return value
  }
}
