import { dayTimesText } from './day-times-text.ts'

const days = (set: object) => ({ days: [], holidays: false, calendars: [], dates: [], ...set })
const all = { from: 0, until: 1440 }

describe('hours on days in words', () => {
  it.each([
    [{ hours: null, except: null }, 'at all times'],
    [
      { hours: { parts: [{ days: days({ days: [6, 7], holidays: true }), times: all }] }, except: null },
      'saturday, sunday, holidays'
    ],
    [
      {
        hours: { parts: [{ days: days({ days: [1, 2, 3, 4, 5] }), times: { from: 1200, until: 1440 } }] },
        except: days({ holidays: true })
      },
      'weekdays 20:00..24:00 except holidays'
    ],
    [
      {
        hours: {
          parts: [
            { days: days({ days: [1, 2, 3, 4, 5, 6, 7] }), times: { from: 1080, until: 480 } },
            { days: days({ calendars: ['AU-NSW'], dates: [{ from: '12-24', until: '12-27' }] }), times: all }
          ]
        },
        except: null
      },
      'daily 18:00..08:00, holidays of AU-NSW, 24 december..27 december'
    ]
  ])('%#: %s', (times, text) => {
    expect(dayTimesText(times)).toBe(text)
  })
})
