import { renderTemplate } from './template.ts'

const render = (source: string, view: object) => renderTemplate('invoice.hbs', source, view)

describe('renderTemplate', () => {
  it('fills in facts and escapes them', () => {
    expect(render('<p>{{name}}</p>', { name: '<b>Ann & Co</b>' })).toEqual({
      ok: true,
      html: '<p>&lt;b&gt;Ann &amp; Co&lt;/b&gt;</p>'
    })
  })

  it('repeats and chooses', () => {
    const source = '{{#each rows}}{{#if paid}}+{{else}}-{{/if}}{{label}};{{/each}}'
    const rows = [
      { paid: true, label: 'a' },
      { paid: false, label: 'b' }
    ]
    expect(render(source, { rows })).toEqual({ ok: true, html: '+a;-b;' })
  })

  it('names the fact that does not exist and its line', () => {
    expect(render('one\n{{invoise}}', { invoice: 1 })).toEqual({
      ok: false,
      file: 'invoice.hbs',
      line: 2,
      column: 3,
      problem:
        "'invoise' is not a fact of this document. The facts it may use are in libs/kernel/src/templates/invoice-view.ts."
    })
  })

  it.each(['{{constructor}}', '{{name.constructor}}', '{{__proto__}}', '{{name.__proto__.x}}', '{{toString}}'])(
    'gives %s nothing',
    source => {
      const rendered = render(source, { name: 'Ann' })
      expect(rendered.ok ? rendered.html : '').toBe('')
    }
  )

  it('refuses helpers that it does not offer', () => {
    expect(render('{{lookup this "name"}}', { name: 'Ann' })).toMatchObject({
      ok: false,
      problem: "'lookup' is not known here: templates use if, unless, each and with"
    })
  })

  it('points at the line of a broken tag', () => {
    expect(render('a\nb\n{{#if x}}', { x: 1 })).toMatchObject({ ok: false, line: 3, column: 10 })
  })
})
