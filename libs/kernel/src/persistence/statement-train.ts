// Statements that leave together and are answered together: one write to the server, one answer of it, however many they are.
import type { Connection, Submittable } from 'pg'
import { arrayText } from './array-text.ts'
import { FrontendMessages } from './frontend-messages.ts'

/** One statement with `$1` parameters. */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
}

export interface Rows {
  readonly rows: object[]
}

interface Column {
  readonly name: string
  readonly read: (text: string) => unknown
}

/** A statement as one connection knows it. */
export interface Prepared {
  readonly name: string
  readonly text: string
  /** Null until the server has said them: it is asked once. */
  columns: readonly Column[] | null
  sent: boolean
}

interface Passenger {
  readonly prepared: Prepared
  readonly values: readonly (string | null)[]
  readonly settle: (rows: Rows) => void
  readonly fail: (error: Error) => void
}

interface Described {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

type ParserOf = (type: number, format: 'text') => (text: string) => unknown

const messages = new FrontendMessages()

/** What pg calls with the server's messages, in their order. The first statement that fails takes with it those after it, which the server leaves aside. */
export class StatementTrain implements Submittable {
  private readonly passengers: Passenger[] = []
  private answered = 0
  private rows: object[] = []

  constructor(private readonly parserOf: ParserOf) {}

  add(prepared: Prepared, given: readonly unknown[]): Promise<Rows> {
    return new Promise((settle, fail) => {
      this.passengers.push({ prepared, values: given.map(valueText), settle, fail })
    })
  }

  submit(connection: Connection): void {
    for (const { prepared, values } of this.passengers) {
      if (!prepared.sent) messages.parse(prepared)
      messages.bind(prepared, values)
      if (!prepared.sent) messages.describe()
      messages.execute()
      prepared.sent = true
    }
    messages.sync()
    connection.stream.write(messages.taken())
  }

  handleRowDescription({ fields }: Described): void {
    const passenger = this.passengers[this.answered]
    if (passenger === undefined) return
    passenger.prepared.columns = fields.map(({ dataTypeID, name }) => ({
      name,
      read: this.parserOf(dataTypeID, 'text')
    }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const columns = this.passengers[this.answered]?.prepared.columns ?? []
    const row: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index++) {
      const [column, text] = [columns[index] as Column, fields[index] ?? null]
      row[column.name] = text === null ? null : column.read(text)
    }
    this.rows.push(row)
  }

  handleCommandComplete(): void {
    const { rows } = this
    this.rows = []
    this.passengers[this.answered++]?.settle({ rows })
  }

  handleError(error: Error): void {
    for (const { fail } of this.passengers.slice(this.answered)) fail(error)
    this.answered = this.passengers.length
  }

  handleReadyForQuery(): void {
    if (this.answered < this.passengers.length) this.handleError(new Error('the server left statements unanswered'))
  }
}

function valueText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return arrayText(value)
  if (typeof value === 'object') throw new Error('a parameter is a text, a number or an array of them')
  return String(value)
}
