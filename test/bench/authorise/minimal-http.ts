// The least of an HTTP client, so that the machine is left to what is measured: JSON out, status and body in, over connections that stay open.
import { connect, type Socket } from 'node:net'

const CONNECTIONS = 128
const HEAD_END = '\r\n\r\n'

interface Waiting {
  readonly text: string
  readonly settle: (body: string) => void
  readonly fail: (error: Error) => void
}

export class MinimalHttp {
  private readonly idle: Connection[] = []
  private readonly waiting: Waiting[] = []
  private opened = 0

  /** Of the form `http://127.0.0.1:3000`. */
  constructor(private readonly origin: URL) {}

  /** Rejects unless it is answered by 2xx. */
  post(path: string, body: object): Promise<string> {
    const json = JSON.stringify(body)
    const text = `POST ${path} HTTP/1.1\r\nhost: ${this.origin.host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}${HEAD_END}${json}`
    return new Promise((settle, fail) => {
      this.waiting.push({ text, settle, fail })
      this.next()
    })
  }

  close(): void {
    for (const connection of this.idle) connection.close()
  }

  private next(): void {
    const connection = this.idle.pop() ?? (this.opened < CONNECTIONS ? this.open() : undefined)
    if (connection === undefined) return
    const ask = this.waiting.shift()
    if (ask === undefined) this.idle.push(connection)
    else connection.ask(ask)
  }

  private open(): Connection {
    this.opened++
    const connection: Connection = new Connection(this.origin, () => {
      this.idle.push(connection)
      this.next()
    })
    return connection
  }
}

class Connection {
  private readonly socket: Socket
  private asked: Waiting | undefined
  private received = ''

  constructor(origin: URL, done: () => void) {
    this.socket = connect({ host: origin.hostname, port: Number(origin.port), noDelay: true })
    this.socket.setEncoding('latin1')
    this.socket.on('data', (piece: string) => {
      this.received += piece
      if (this.answered()) done()
    })
    this.socket.on('error', error => this.asked?.fail(error))
  }

  ask(waiting: Waiting): void {
    this.asked = waiting
    this.received = ''
    this.socket.write(waiting.text)
  }

  close(): void {
    this.socket.destroy()
  }

  private answered(): boolean {
    const end = this.received.indexOf(HEAD_END)
    if (end === -1) return false
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.received.slice(0, end))?.[1] ?? 0)
    const begin = end + HEAD_END.length
    if (this.received.length < begin + length) return false
    const status = this.received.slice(9, 12)
    const body = this.received.slice(begin)
    if (status.startsWith('2')) this.asked?.settle(body)
    else this.asked?.fail(new Error(`${status}: ${body}`))
    return true
  }
}
