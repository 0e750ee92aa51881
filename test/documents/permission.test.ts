// A document with an owner: writers are those whose keys the owner signed, at peers whose ids those keys signed.

import { describe, expect, it } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { peerId } from '../../src/core/ids.ts'
import {
  documentIdOf,
  grantWriting,
  mayWrite,
  newDocumentKeys,
  PermissionError,
  permissionOf,
} from '../../src/documents/permission.ts'
import { documentsChannel } from '../../src/documents/switchboard.ts'
import { note, type Permission, stateBytesMax, type Word } from '../../src/documents/words.ts'
import { eventually } from '../swarm/eventually.ts'
import { bytesOf, Classroom, type Seat, textOf, write } from './classroom.ts'

const [ann, bob] = [peerId('ann'), peerId('bob')] as const
const owner = newDocumentKeys()
const writer = newDocumentKeys()
const grant = grantWriting({ name: 'notes', secret: owner.secret, writer: writer.key })
const title = { name: 'notes', owner: owner.key }
const ownerOptions = { owner: owner.key, permit: { secret: owner.secret } }
const writerOptions = { owner: owner.key, permit: { secret: writer.secret, grant } }
const readerOptions = { owner: owner.key }

describe('a permission', () => {
  const permission = permissionOf(title, ann, { secret: writer.secret, grant })
  it('lets the peer write that it was made for, and no other', () => {
    expect(mayWrite(title, ann, permission)).toBe(true)
    expect(mayWrite(title, bob, permission)).toBe(false)
    expect(mayWrite(title, ann, null)).toBe(false)
  })
  it('is for one document of one owner', () => {
    expect(mayWrite({ ...title, name: 'other' }, ann, permission)).toBe(false)
    expect(mayWrite({ ...title, owner: newDocumentKeys().key }, ann, permission)).toBe(false)
  })
  it('with any byte changed is none', () => {
    for (const field of ['writer', 'grant', 'proof'] as const) {
      const changed = permission[field].slice()
      changed[7]! ^= 1
      expect(mayWrite(title, ann, { ...permission, [field]: changed })).toBe(false)
      expect(mayWrite(title, ann, { ...permission, [field]: changed.subarray(1) })).toBe(false)
    }
  })
  it('is the owner’s without a grant, and nobody else’s', () => {
    expect(mayWrite(title, ann, permissionOf(title, ann, { secret: owner.secret }))).toBe(true)
    expect(() => permissionOf(title, ann, { secret: writer.secret })).toThrow(PermissionError)
  })
  it('that a writer gave on to a friend is none', () => {
    const friend = newDocumentKeys()
    const forged = grantWriting({ name: 'notes', secret: writer.secret, writer: friend.key })
    expect(() => permissionOf(title, ann, { secret: friend.secret, grant: forged })).toThrow('that the owner signed')
  })
  it('says which of its parts is no hexadecimal', () => {
    expect(() => permissionOf(title, ann, { secret: 'ab' })).toThrow('permit.secret: expected 64 hexadecimal digits')
    expect(() => permissionOf(title, ann, { secret: writer.secret, grant: 'x' })).toThrow('permit.grant: expected 128')
    expect(() => documentIdOf({ name: 'notes', owner: '<script>' })).toThrow('owner: expected 64 hexadecimal digits')
  })
})

describe('in a room', () => {
  const synced = (...seats: Seat[]) => eventually(() => seats.map(({ document }) => document.status.sync))
  it('owner and writers write, and readers read', async () => {
    const classroom = new Classroom()
    const seats = [ownerOptions, writerOptions, readerOptions].map((options, index) =>
      classroom.sit(`peer${index}`, options),
    )
    expect(seats.map(({ document }) => document.status.canWrite)).toEqual([true, true, false])
    write(seats[0]!, 'owner ')
    write(seats[1]!, 'writer ')
    await eventually(() => seats.map(seat => textOf(seat).length)).toEqual([13, 13, 13])
  })
  it('each knows of the others, and of itself, who may write', async () => {
    const classroom = new Classroom()
    const seats = [ownerOptions, writerOptions, readerOptions].map((options, index) =>
      classroom.sit(`peer${index}`, options),
    )
    for (const { document } of seats) document.awareness.setLocalStateField('name', 'known')
    const clients = seats.map(({ document }) => document.awareness.clientID)
    await eventually(() => seats.map(({ document }) => document.status.writers)).toEqual([1, 1, 2])
    await eventually(() => seats.map(({ document }) => clients.map(client => document.mayWrite(client)))).toEqual(
      Array(3).fill([true, true, false]),
    )
    expect(seats[0]!.document.mayWrite(-1)).toBe(false)
  })
  it('a reader’s edits stay with the reader, who is told', async () => {
    const classroom = new Classroom()
    const [seat, reader] = [classroom.sit('ann', ownerOptions), classroom.sit('bob', readerOptions)]
    write(seat, 'text')
    await eventually(() => textOf(reader)).toBe('text')
    write(reader, 'mine, not ')
    expect(reader.troubles).toEqual([{ is: 'unshared' }])
    write(seat, 'the ')
    await eventually(() => textOf(reader)).toContain('the ')
    const late = classroom.sit('eve', readerOptions)
    await synced(late).toEqual(['synced'])
    expect([seat, late].map(textOf)).toEqual(['the text', 'the text'])
  })
  it('a reader that writes all the same is heard by nobody, whatever it shows and in whatever words', async () => {
    const classroom = new Classroom()
    const seat = classroom.sit('ann', ownerOptions)
    write(seat, 'text')
    const room = classroom.room('bob')
    const channel = room.channel(documentsChannel, { note })
    const denied: Word[] = []
    channel.hear((_, { word }) => {
      if (word.type === 'denied') denied.push(word)
    })
    await eventually(() => room.peers.size).toBe(1)
    const before = bytesOf(seat.document.doc)
    const stolen = permissionOf(title, ann, { secret: owner.secret }) // made for another peer
    const evil = classroom.sit('carl', {}, 'elsewhere')
    write(evil, 'evil')
    const bytes = encodeStateAsUpdate(evil.document.doc)
    const said: Word[] = [
      {
        type: 'here',
        document: documentIdOf(title),
        state: new Uint8Array(stateBytesMax),
        isAsking: true,
        permission: stolen,
      },
      { type: 'sync', step: 'update', bytes },
      { type: 'sync', step: 'missing', bytes },
      { type: 'piece', transfer: 1, step: 'update', at: 0, size: bytes.length, bytes },
      {
        type: 'here',
        document: documentIdOf(title),
        state: new Uint8Array(stateBytesMax),
        isAsking: true,
        permission: null,
      },
      { type: 'sync', step: 'missing', bytes },
    ]
    for (const word of said) await channel.tell(ann, { document: 0, word })
    await eventually(() => seat.troubles).toEqual([{ is: 'reader', peer: 'bob' }])
    await eventually(() => denied.length).toBe(1)
    expect(bytesOf(seat.document.doc)).toBe(before)
    expect(seat.room.peers.has(bob)).toBe(true) // it may stay, and read
  })
  it('a newcomer believes no reader about what the writers wrote', async () => {
    const classroom = new Classroom()
    const [seat, reader] = [classroom.sit('ann', ownerOptions), classroom.sit('bob', readerOptions)]
    write(seat, 'true')
    await eventually(() => textOf(reader)).toBe('true')
    write(reader, 'not ')
    await seat.document.close()
    const late = classroom.sit('eve', readerOptions)
    await synced(late).toEqual(['synced'])
    expect(textOf(late)).toBe('')
    const again = classroom.sit('dora', writerOptions) // and she has it from nobody either: her disk is empty
    write(again, 'new')
    await eventually(() => textOf(late)).toBe('new')
  })
  it('a reader that is given a permit, and shows it, is a writer from then on', async () => {
    const classroom = new Classroom()
    const seat = classroom.sit('ann', ownerOptions)
    const room = classroom.room('bob')
    const channel = room.channel(documentsChannel, { note })
    await eventually(() => room.peers.size).toBe(1)
    const here = (permission: Permission | null): Word => ({
      type: 'here',
      document: documentIdOf(title),
      state: new Uint8Array(stateBytesMax),
      isAsking: false,
      permission,
    })
    const doc = new Doc()
    doc.getText('text').insert(0, 'now I may')
    const update: Word = { type: 'sync', step: 'update', bytes: encodeStateAsUpdate(doc) }
    for (const word of [here(null), update, here(permissionOf(title, bob, writerOptions.permit)), update]) {
      await channel.tell(ann, { document: 0, word })
    }
    await eventually(() => textOf(seat)).toBe('now I may')
    expect(seat.troubles).toEqual([{ is: 'reader', peer: 'bob' }])
  })
  it('the same name without an owner, or with another, is another document', async () => {
    const classroom = new Classroom()
    const [owned, open] = [classroom.sit('ann', ownerOptions), classroom.sit('bob')]
    const shared = classroom.open(owned.room)
    write(open, 'anyone')
    await eventually(() => textOf(shared)).toBe('anyone')
    expect(owned.document.status.sync).toBe('alone')
    expect(textOf(owned)).toBe('')
  })
})
