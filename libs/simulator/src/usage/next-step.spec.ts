import { looksFirst, nextStep, quarantineReasons } from './next-step.ts'

describe('the next step of a reason', () => {
  it.each(['no-bye', 'no-invite', 'no-stop', 'not-joined', 'parts-missing'])(
    'has nobody drop a piece whose others are to come: %s',
    reason => expect(nextStep(reason)).toMatch(/^import the file that has the .*: (both|all) are joined then$/)
  )

  it('names the reasons that a person looks at before anything is rated, and says so with each', () => {
    const first = quarantineReasons().filter(looksFirst)
    expect(first).toEqual(['unknown-session', 'session-closed'])
    for (const reason of first) expect(nextStep(reason)).toContain('retry this reason or event')
  })
})
