import { checkMessageTemplates } from './check-message-templates.ts'

const at = { rule: 'message "data-80"', file: 'rules.farthing', line: 3, column: 3 }
const message = {
  name: 'data-80',
  facts: ['plan', 'owed'],
  templates: [{ channel: 'sms', language: null, file: 'data-80.hbs', at }],
  at
}
const found = (template: string): string[] =>
  checkMessageTemplates([message], new Map([['data-80.hbs', template]])).map(
    ({ code, file, line, message: text }) => `${file}:${line} ${code} ${text}`
  )

describe('the template of a message', () => {
  it('may use its facts, and if and unless', () => {
    expect(found('{{plan}}\n{{#if owed}}{{owed}}{{else}}none{{/if}}{{#unless owed}}-{{/unless}}')).toEqual([])
  })

  it.each([
    ['{{plan}}\n{{name}}', '2 R0310 message "data-80" has no fact \'name\': it has plan and owed'],
    ['{{#if owed}}\n{{else}}\n{{zip}}{{/if}}', '3 R0310 message "data-80" has no fact \'zip\': it has plan and owed'],
    ['{{plan.constructor}}', '1 R0310 message "data-80" has no fact \'plan.constructor\': it has plan and owed'],
    ['{{constructor}}', '1 R0310 message "data-80" has no fact \'constructor\': it has plan and owed'],
    ['{{__proto__.x}}', '1 R0310 message "data-80" has no fact \'__proto__.x\': it has plan and owed'],
    ['{{lookup plan "x"}}', "1 R0311 'lookup' is not known here: templates of messages use if and unless"],
    ['{{> other}}', "1 R0311 '>' is not known here: templates of messages use if and unless"],
    ['{{#if plan}}', '1 R0311 this cannot be read: }} closes a {{fact}}, and {{/if}} closes {{#if}}']
  ])('is refused with its line: %j', (template, expected) => {
    expect(found(template)).toEqual([`data-80.hbs:${expected}`])
  })

  it('must be there', () => {
    expect(checkMessageTemplates([message], new Map())).toMatchObject([
      { code: 'R0312', file: 'rules.farthing', line: 3 }
    ])
  })
})
