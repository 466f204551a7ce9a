import { UsageEvents } from './usage-events.ts'
import type { ParsedEvent, ParsedLine } from './usage-format.ts'

/** `call a` waits for `call b`; what is joined is filtered under both texts. */
function parse(text: string): ParsedLine {
  const [of = '', name = ''] = text.split(' ')
  if (text.includes('\n')) return text === 'odd a\nodd b' ? parse('odd a') : { kind: 'filtered', reason: text }
  return {
    kind: 'piece',
    piece: { of, name, all: ['a', 'b'] },
    ...{ keep: 'last', spare: 'spare', reason: 'alone', detail: text }
  }
}

interface Read {
  readonly reader: UsageEvents
  readonly events: [kind: string, reason: string, line: number][]
}

function readerOf(): Read {
  const events: Read['events'] = []
  const reasonOf = (event: ParsedEvent): string => (event.kind === 'record' ? '' : event.reason)
  const reader = new UsageEvents({ parse }, (event, _, line) => events.push([event.kind, reasonOf(event), line]))
  return { reader, events }
}

describe('pieces of events', () => {
  it('are joined in the order of their names, at the line of the last one', () => {
    const { reader, events } = readerOf()
    ;['1 b', '2 a', '1 a'].forEach((text, index) => reader.read(text, index + 1))
    expect(events).toEqual([['filtered', '1 a\n1 b', 3]])
    expect(reader.holds).toBe(true)
    reader.release()
    expect(events.slice(1)).toEqual([['malformed', 'alone', 2]])
    expect(reader.holds).toBe(false)
  })

  it('that are still pieces when they are joined are malformed', () => {
    const { reader, events } = readerOf()
    for (const text of ['odd a', 'odd b']) reader.read(text, 1)
    expect(events).toEqual([['malformed', 'not-joined', 1]])
  })

  it('of the oldest event are given up when a hundred thousand wait', () => {
    const { reader, events } = readerOf()
    for (let call = 1; call <= 100_001; call++) reader.read(`${call} a`, call)
    expect(events).toEqual([['malformed', 'alone', 1]])
    reader.read('2 b', 0)
    expect(events.slice(1)).toEqual([['filtered', '2 a\n2 b', 0]])
  })
})
