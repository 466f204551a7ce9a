import { showDiagnostics } from './diagnostics.ts'

describe('diagnostics of a folder of rules', () => {
  it('name every place as a path that a terminal can open', () => {
    const place = { file: 'b.farthing', line: 2, column: 1 }
    const shown = showDiagnostics(
      [
        {
          severity: 'error',
          code: 'R0154',
          message: 'two rows apply',
          ...place,
          file: 'a.farthing',
          line: 1,
          endLine: 1,
          endColumn: 2,
          related: [{ message: 'the other row is here', place }]
        }
      ],
      { folder: 'rules', files: new Map([['a.farthing', 'x']]) },
      false
    )
    expect(shown).toContain('rules/a.farthing:1:1: error R0154: two rows apply')
    expect(shown).toContain('rules/b.farthing:2:1: the other row is here')
  })
})
