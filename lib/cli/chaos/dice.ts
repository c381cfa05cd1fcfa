/**
 * Numbers that look random and are the same for the same seed.
 *
 * @module
 */

/** Something to throw. */
export interface Dice {
  /** From 0 up to, not including, `below`. */
  number(below: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** One of some values, each as likely as its weight. */
  pick<T>(weighted: readonly (readonly [T, number])[]): T;
}

/** Makes dice. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    number: (below) => Math.floor(fraction() * below),
    chance: (probability) => fraction() < probability,
    pick(weighted) {
      const sum = weighted.reduce((sum, [, weight]) => sum + weight, 0);
      let left = fraction() * sum;
      for (const [value, weight] of weighted) {
        left -= weight;
        if (left < 0) return value;
      }
      return weighted[0]![0];
    },
  };
}
