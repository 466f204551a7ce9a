// A connection for work that many wait for: statements go out without waiting for the answers to those before them.
import { Socket } from 'node:net'
import { Client, type ClientConfig, type QueryResult } from 'pg'
import { arrayText } from './array-text.ts'

/** One statement with `$1` parameters, to be sent later. */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
}

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

/** Texts are few and constant: each is prepared under a name of its own. */
const names = new Map<string, string>()

export class PipelinedClient extends Client {
  private readonly socket: Socket

  constructor(settings: ClientConfig = {}) {
    const socket = new Socket()
    const options = PLANS.map(setting => `-c ${setting}`).join(' ')
    super({ ...settings, pipeline: true, options, stream: () => socket })
    this.socket = socket
  }

  /** What is sent in one turn of the event loop leaves together. */
  send({ text, values }: Statement): Promise<QueryResult> {
    this.#together()
    let name = names.get(text)
    if (name === undefined) names.set(text, (name = `s${names.size}`))
    return this.query({ name, text, values: values.map(value => (Array.isArray(value) ? arrayText(value) : value)) })
  }

  /** Statements that write, none of which reads what another writes, as one. */
  sendTogether(statements: readonly Statement[]): Promise<QueryResult> | undefined {
    const [first, ...others] = statements
    if (first === undefined) return undefined
    return this.send(others.length === 0 ? first : asOne(statements))
  }

  #together(): void {
    if (this.socket.writableCorked > 0) return
    this.socket.cork()
    process.nextTick(() => this.socket.uncork())
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
