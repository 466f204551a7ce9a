// What is found in rules with files for other currencies, where statements of plugins stand in them: nothing is lost between the readings.
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { allPlugins } from './play.ts'

const registry = await allPlugins()
const operator = 'operator "Alpine" { currency CHF; time zone "Europe/Zurich"; round half up to 0.05 }\n'

function check(files: Record<string, string>, published?: true): { readonly ok: boolean; readonly found: string[] } {
  const all = new Map(Object.entries({ 'a.farthing': operator, ...files }))
  const result = compileRules({ ...installationOf(registry), files: all, ...(published && { published }) })
  return { ok: result.ok, found: result.diagnostics.map(({ code, file, message }) => `${file} ${code} ${message}`) }
}

const format = (services: string): string => `usage format vendor called "Vendor" {
  separated by semicolon
  columns Id, Number, Called, Time, Seconds, What
  id in Id
  service ${services}
  subscriber in Number
  to in Called
  started in Time as "DD.MM.YYYY HH:mm:ss"
  quantity in Seconds counted in s
}
`
const tariffFor = (service: string): string => `tariff of-${service} for ${service} { one zone home; rates {
  | price           |
  | 0.20 per minute |
} }
`
const euros = 'currency EUR\nplan e "E" { rent 1.00 per month }\n'
const francs = `${tariffFor('voice')}plan p "P" { tariff of-voice }\n`

describe('rules with files for other currencies', () => {
  it('refuse a slip in what is for all, however each reading words it', () => {
    const files = { 'b.farthing': francs, 'f.farthing': format('is voicee') }
    expect(check(files).ok).toBe(false)
    expect(check({ ...files, 'eur.farthing': euros })).toEqual({
      ...{ ok: false, found: [expect.stringMatching(/^f\.farthing R0111 .*voicee/)] }
    })
  })

  it('take what is for all and names what is sold in one currency alone', () => {
    const files = { 'b.farthing': francs, 'f.farthing': format('is voice'), 'eur.farthing': euros }
    expect(check(files)).toEqual({ ok: true, found: [] })
  })

  it('refuse an error behind many findings that are none', () => {
    const services = Array.from({ length: 60 }, (_, number) => `service-${number}`)
    const words = services.map(service => `${service} for "w${service}"`).join('; ')
    const plan = `plan p "P" { tariff ${services.map(each => `of-${each}`).join(', ')} }\n`
    const wrong = `currency EUR\n${tariffFor('voice')}plan e "E" { rent 1.00 per month; tariff nonexistent, of-voice }\n`
    const files = { 'b.farthing': services.map(tariffFor).join('') + plan, 'z.farthing': wrong }
    expect(check({ ...files, 'f.farthing': format(`in What { ${words} }`) })).toEqual({
      ...{ ok: false, found: [expect.stringMatching(/^z\.farthing R0111 .*nonexistent/)] }
    })
  })

  it('go on to be read when they are published and a later check would refuse them', () => {
    const files = { 'j.farthing': 'currency JPY\nplan p "P" { bond 50.50 }\n', 'b.farthing': francs }
    expect(check(files).ok).toBe(false)
    expect(check(files, true).ok).toBe(true)
    expect(check({ ...files, 'f.farthing': format('is voice') }, true).ok).toBe(true)
  })

  it('do not tax twice what one tax is declared for in two places', () => {
    const vat = 'tax vat "VAT" { rate 19% }\n'
    expect(check({ 'eur.farthing': `${euros}${vat}`, 'taxes.farthing': vat }).found).toEqual([
      'taxes.farthing R0110 in EUR: tax vat is declared twice'
    ])
  })
})
