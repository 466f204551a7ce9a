import { UnreadNames } from './unread-names.ts'

const columns = { one: 'column', many: 'columns' }

function notesOn(...names: string[]): readonly string[] {
  const unread = new UnreadNames(columns, ['duration', 'from', 'to'])
  for (const name of names) unread.add(name)
  return unread.notes()
}

describe('names that are not read', () => {
  it('are said with what may have been meant, and once', () => {
    expect(notesOn('duraton', 'trunk', 'duraton')).toEqual([
      'column `duraton` is not read; did you mean `duration`?',
      'column `trunk` is not read'
    ])
    expect(notesOn('trunk', 'form', 'cause')).toEqual([
      'column `form` is not read; did you mean `from`?',
      'columns `trunk`, `cause` are not read'
    ])
    expect(notesOn()).toEqual([])
  })

  it('are counted up to a limit', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `x${index}`)
    const [note, ...rest] = notesOn(...many)
    expect(rest).toEqual([])
    expect(note).toMatch(/^columns `x0`, .*`x19`, others are not read$/)
  })
})
