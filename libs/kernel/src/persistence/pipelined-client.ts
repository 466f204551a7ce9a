// A connection for work that many wait for: statements go out without waiting for the answers to those before them.
import { Client, type ClientConfig } from 'pg'
import { type Prepared, type Rows, type Statement, StatementTrain } from './statement-train.ts'

/**
 * Each statement is planned once for a connection, when its tables may be empty still: whatever they have grown to, it is to
 * go by their indexes, row by row.
 */
const PLANS = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off'
]

export class PipelinedClient extends Client {
  /** Texts are few and constant: each is prepared under a name of its own. */
  private readonly prepared = new Map<string, Prepared>()
  private waiting: StatementTrain | null = null

  constructor(settings: ClientConfig = {}) {
    const options = PLANS.map(setting => `-c ${setting}`).join(' ')
    super({ ...settings, pipeline: true, options })
  }

  /** What is sent in one turn of the event loop leaves together, after what `query` of pg was asked in it. */
  send({ text, values }: Statement): Promise<Rows> {
    let prepared = this.prepared.get(text)
    if (prepared === undefined) {
      prepared = { name: `s${this.prepared.size}`, text, columns: null, sent: false }
      this.prepared.set(text, prepared)
    }
    return this.train().add(prepared, values)
  }

  /** Statements that write, none of which reads what another writes, as one. */
  sendTogether(statements: readonly Statement[]): Promise<Rows> | undefined {
    const [first, ...others] = statements
    if (first === undefined) return undefined
    return this.send(others.length === 0 ? first : asOne(statements))
  }

  private train(): StatementTrain {
    if (this.waiting !== null) return this.waiting
    const train = new StatementTrain((type, format) => this.getTypeParser(type, format))
    process.nextTick(() => {
      this.waiting = null
      this.query(train)
    })
    return (this.waiting = train)
  }
}

const texts = new Map<string, string>()

function asOne(statements: readonly Statement[]): Statement {
  const values = statements.flatMap(each => each.values)
  const key = statements.map(({ text }) => text).join(';')
  let text = texts.get(key)
  if (text === undefined) {
    let before = 0
    const parts = statements.map((each, index) => {
      const shift = before
      before += each.values.length
      return `w${index} as (${each.text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + shift}`)})`
    })
    texts.set(key, (text = `with ${parts.join(', ')} select`))
  }
  return { text, values }
}
