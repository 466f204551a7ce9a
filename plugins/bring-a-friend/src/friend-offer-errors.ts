// What can be wrong with an offer for friends, each with a text that is, and the same mended.
import type { StatementErrors } from '@farthing/plugin-sdk'

export const friendOfferErrors = {
  R0565: {
    title: 'Friend offer of nothing',
    advice: 'Write what each of the two gets, or what one of them gets alone; leave the offer out where it is nothing.',
    meaning: 'One of the two would be told that there is something for them, or both would, and get nothing.',
    wrong: 'friend offer spring "Bring a friend" 0.00 for each\n',
    right: 'friend offer spring "Bring a friend" 20.00 for each\n'
  },
  R0566: {
    title: 'Two friend offers of one name',
    advice: 'Give each offer a name of its own; one that changes is published with the same name in a later version.',
    meaning:
      'Who brings a friend names the offer and no more: with two of one name, nobody could tell which one was meant.',
    wrong: 'friend offer spring "Bring a friend" 20.00 for each\nfriend offer spring "Spring" 10.00 for each\n',
    right: 'friend offer spring "Bring a friend" 20.00 for each\nfriend offer summer "Summer" 10.00 for each\n'
  }
} satisfies StatementErrors
