// Which addresses of a subnet are free? The lowest first, but none that was in use lately while there is another (NV-001, NV-030).
//
// It follows from the tasks that are remembered: live ones hold an address, STOPPED ones say when theirs was given back.
import { assert } from '../kernel/assert.ts'
import { type Block, parseCidr } from '../kernel/ipv4.ts'

/** The first four addresses and the last one belong to AWS. */
const RESERVED_FIRST = 4
const RESERVED_LAST = 1

interface Release {
  readonly address: number
  readonly atMs: number
}

/** Addresses that tasks may have. */
export function addressCount(cidrBlock: string): number {
  return (parseCidr(cidrBlock) as Block).size - RESERVED_FIRST - RESERVED_LAST
}

export class AddressPool {
  private readonly first: number
  private readonly last: number
  /** Addresses from here on have not been used by anybody who is remembered. */
  private fresh: number
  /** Free ones below, ascending, that may be used again. */
  private readonly ready: number[] = []
  /** Free ones that were in use lately, as they were given back. */
  private readonly cooling: Release[] = []
  /** The latest that is known of each address in use or cooling: when it was given back; null while it is held. */
  private readonly latest = new Map<number, number | null>()
  /** Addresses that nobody holds. */
  free: number

  constructor(cidrBlock: string) {
    const { first, size } = parseCidr(cidrBlock) as Block
    this.first = first + RESERVED_FIRST
    this.fresh = this.first
    this.last = first + size - 1 - RESERVED_LAST
    this.free = addressCount(cidrBlock)
  }

  /** The address that the next task gets; null when every one is held. */
  next(nowMs: number, quarantineMs: number): number | null {
    while (this.cooling.length > 0 && this.cooling[0]!.atMs + quarantineMs <= nowMs) this.cool(this.cooling.shift()!)
    if (this.ready.length > 0) return this.ready[0]!
    if (this.fresh <= this.last) return this.fresh
    // Nothing but what was in use lately: the one that has rested longest.
    return this.cooling[0]?.address ?? null
  }

  /** It is one that tasks may have, and nobody holds it. */
  isFree(address: number): boolean {
    return address >= this.first && address <= this.last && this.latest.get(address) !== null
  }

  take(address: number): void {
    assert(this.latest.get(address) !== null, 'an address is never given twice (NV-030)')
    this.free--
    this.use(address)
    this.latest.set(address, null)
  }

  release(address: number, atMs: number): void {
    assert(this.latest.get(address) === null, 'only an address that is held is given back (NV-030)')
    this.free++
    this.rest(address, atMs)
  }

  /** A STOPPED task that the index is told of late: its address rests, unless somebody else has had it since. */
  remember(address: number, atMs: number): void {
    if (this.latest.get(address) === null) return
    this.use(address)
    this.rest(address, atMs)
  }

  /** The task is forgotten, and with it how long its address has to rest. */
  forget(address: number, atMs: number): void {
    if (this.latest.get(address) !== atMs) return
    const at = this.cooling.findIndex((release) => release.address === address && release.atMs === atMs)
    if (at !== -1) this.cool(this.cooling.splice(at, 1)[0]!)
  }

  private rest(address: number, atMs: number): void {
    this.latest.set(address, atMs)
    // Nearly always at the end; a forked world is told of its tasks in order of creation.
    let at = this.cooling.length
    while (at > 0 && isLater(this.cooling[at - 1]!, atMs, address)) at--
    this.cooling.splice(at, 0, { address, atMs })
  }

  /** It has rested, unless somebody has taken it meanwhile. */
  private cool({ address, atMs }: Release): void {
    if (this.latest.get(address) !== atMs) return
    this.latest.delete(address)
    this.insertReady(address)
  }

  private use(address: number): void {
    for (; this.fresh <= address; this.fresh++) if (this.fresh < address) this.insertReady(this.fresh)
    const at = this.readyIndex(address)
    if (this.ready[at] === address) this.ready.splice(at, 1)
    if (this.latest.get(address) === undefined) return
    const resting = this.cooling.findIndex((release) => release.address === address)
    if (resting !== -1) this.cooling.splice(resting, 1)
  }

  private insertReady(address: number): void {
    this.ready.splice(this.readyIndex(address), 0, address)
  }

  private readyIndex(address: number): number {
    let low = 0
    let high = this.ready.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.ready[middle]! < address) low = middle + 1
      else high = middle
    }
    return low
  }
}

function isLater(release: Release, atMs: number, address: number): boolean {
  return release.atMs > atMs || (release.atMs === atMs && release.address > address)
}
