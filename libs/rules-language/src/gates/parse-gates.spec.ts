import { renderDiagnostic } from '../diagnostics/render-diagnostic.ts'
import { SourceText } from '../text/source-text.ts'
import { gateCatalogue } from './catalogue.ts'
import { parseGates } from './parse-gates.ts'

const parse = (text: string) => parseGates(new SourceText('gates', text))
const problems = (text: string) => parse(text).diagnostics.map(({ code, message }) => `${code} ${message}`)

describe('parseGates', () => {
  it('reads every form, with its sign and its unit', () => {
    const text = 'account +20%; account -5.00\n# nobody falls\ntotal -1.5%  # of all\nunrated 0\nparked 12'
    expect(parse(text)).toEqual({
      gates: [
        { text: 'account +20%', subject: 'account', direction: 1, limit: { in: 'percent', micro: 20_000_000n } },
        { text: 'account -5.00', subject: 'account', direction: -1, limit: { in: 'amount', micro: 5_000_000n } },
        { text: 'total -1.5%', subject: 'total', direction: -1, limit: { in: 'percent', micro: 1_500_000n } },
        { text: 'unrated 0', subject: 'unrated', most: 0 },
        { text: 'parked 12', subject: 'parked', most: 12 }
      ],
      diagnostics: []
    })
  })

  it('names a word that cannot be watched, and the nearest that can', () => {
    const [diagnostic] = parse('acount +20%').diagnostics
    expect(diagnostic && renderDiagnostic(diagnostic, 'acount +20%').split('\n')).toEqual([
      'gates:1:1: error R0380: `acount` is nothing that a gate can watch',
      '1 | acount +20%',
      '  | ^^^^^^',
      '  = did you mean `account`?',
      '  = expected: account, plan, total, unrated, parked'
    ])
  })

  it('asks for a limit, and for nothing after it', () => {
    expect(problems('total')).toEqual(['R0381 `total` has no limit'])
    expect(problems('total +1% daily')).toEqual(['R0381 a gate ends after its limit, before `daily`'])
  })

  it('tells a limit without a sign or a unit, with the likely fix', () => {
    expect(problems('account 20%')).toEqual(['R0382 `20%` does not say which way: + is a rise, - a fall'])
    expect(problems('account +20')).toEqual(['R0382 `+20` is a bare number: is it percent, or money?'])
    expect(problems('unrated 5%')).toEqual(['R0382 `5%` is no whole number, and unrated is counted'])
    expect(problems('plan plenty')).toEqual([
      'R0382 `plenty` is no limit: write a sign and percent or money, as in plan +10%'
    ])
  })

  it('reads a hundred gates and says that it stopped', () => {
    expect(problems('unrated 0\n'.repeat(101))).toEqual(['R0383 only 100 gates are read'])
  })

  it('lists all that is wrong in one run, each with a page', () => {
    const codes = parse('acount 1\ntotal\naccount 20%\nunrated 0').diagnostics.map(({ code }) => code)
    expect(codes).toEqual(['R0380', 'R0381', 'R0382'])
    expect(Object.keys(gateCatalogue)).toEqual([...codes, 'R0383'])
  })
})
