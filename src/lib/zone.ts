/** A day of UTC in milliseconds. */
export const dayMs = 86_400_000;

/**
 * A moment (milliseconds since 1970 UTC) as clocks of a zone show it: the moment at which clocks of UTC show
 * the same.
 * @throws {RangeError} when there is no such zone, or the moment is no number.
 */
export function toLocal(moment: number, timeZone: string): number {
  return moment + zoneOf(timeZone).offsetAt(moment);
}

/**
 * The moment at which clocks of a zone show what those of UTC show at `local`. What they show twice is the
 * first of the two; what they skip is read with the offset from before.
 * @throws {RangeError} as `toLocal`.
 */
export function toMoment(local: number, timeZone: string): number {
  const zone = zoneOf(timeZone);
  return zone.shown(local) ?? local - zone.offsetAt(local - dayMs);
}

/**
 * The first moment of a day in a zone, which is not 00:00 where clocks go forward at midnight.
 * @param local what clocks show at any time of that day, as `toLocal` has it
 * @throws {RangeError} as `toLocal`.
 */
export function startOfDay(local: number, timeZone: string): number {
  const zone = zoneOf(timeZone);
  const midnight = Math.floor(local / dayMs) * dayMs;
  return zone.shown(midnight) ?? zone.changeWithin(midnight - dayMs, midnight + dayMs);
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) zones.set(timeZone, (zone = new Zone(timeZone)));
  return zone;
}

/** The clocks of a zone. All times and offsets are milliseconds. */
class Zone {
  readonly #format: Intl.DateTimeFormat;
  /** Offsets at 00:00 UTC, by the day since 1970. */
  readonly #offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** How far clocks are ahead of UTC at a moment. */
  offsetAt(moment: number): number {
    const day = Math.floor(moment / dayMs);
    const offset = this.#offsetAtStartOf(day);
    // No zone ever changed its clocks forth and back within a day of UTC.
    return offset === this.#offsetAtStartOf(day + 1) ? offset : this.#ask(moment);
  }

  /** Asking `Intl` takes longer than all the rest, so it is asked once a day. */
  #offsetAtStartOf(day: number): number {
    let offset = this.#offsets.get(day);
    if (offset === undefined) this.#offsets.set(day, (offset = this.#ask(day * dayMs)));
    return offset;
  }

  /** The first moment at which clocks show `local`, if they ever do. Offsets are less than a day. */
  shown(local: number): number | undefined {
    const before = this.offsetAt(local - dayMs);
    const after = this.offsetAt(local + dayMs);
    if (before === after || this.offsetAt(local - before) === before) return local - before;
    return this.offsetAt(local - after) === after ? local - after : undefined;
  }

  /** The moment between two others at which clocks are changed. */
  changeWithin(start: number, end: number): number {
    const before = this.offsetAt(start);
    while (end - start > 1) {
      const middle = Math.floor((start + end) / 2);
      if (this.offsetAt(middle) === before) start = middle;
      else end = middle;
    }
    return end;
  }

  #ask(moment: number): number {
    const [, sign, hours, minutes, seconds = 0] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(
      this.#format.format(moment),
    )!;
    if (sign === undefined) return 0;
    const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -offset : offset;
  }
}
