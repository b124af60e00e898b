import { clickModels, type Qrels, type Run, simulateClicks, simulateInterleaving, teamDraft } from "@secondpass/eval";
import { seededRandom } from "secondpass/adapter";
import { describe, expect, test } from "vitest";

/** Numbers in this order, again and again. */
const scripted = (...values: number[]) => {
  let i = 0;
  return () => values[i++ % values.length] as number;
};
const draft = (a: string, b: string, random: () => number, length?: number) =>
  teamDraft([...a], [...b], random, length)
    .map(({ id, team }) => `${id}${team}`)
    .join(" ");

describe("team draft", () => {
  test("by hand: heads for a, then b catches up; tails for b, then a", () => {
    // a first: takes u. b takes v, its best. Tails: b takes x, a its best that is left, w.
    expect(draft("uvwx", "vxuw", scripted(0.2, 0.8))).toBe("ua vb xb wa");
  });

  test("what both have on top is shown once, for whoever the coin falls", () => {
    expect(draft("xy", "xz", scripted(0.2))).toBe("xa zb ya");
    expect(draft("xy", "xz", scripted(0.8))).toBe("xb ya zb");
  });

  test("it is no longer than asked for, and a list at its end leaves the rest to the other", () => {
    expect(draft("uvwxyz", "zyxwvu", scripted(0.2), 4)).toHaveLength("ua zb va yb".length);
    expect(draft("u", "vwx", scripted(0.2))).toBe("ua vb wb xb");
    expect(draft("", "", scripted(0.2))).toBe("");
  });

  test("each team is as often on top as the other, whichever is called a", () => {
    const random = seededRandom(1);
    const tops = Array.from({ length: 4000 }, () => teamDraft(["u", "v"], ["w", "x"], random)[0]?.team);
    expect(Math.abs(tops.filter((team) => team === "a").length / 4000 - 0.5)).toBeLessThan(0.03);
  });
});

describe("simulated users", () => {
  /** How often each rank is clicked. */
  function rates(relevance: readonly number[], model: keyof typeof clickModels, draws = 20_000): number[] {
    const random = seededRandom(5);
    const counts = relevance.map(() => 0);
    for (let i = 0; i < draws; i++)
      for (const rank of simulateClicks(relevance, clickModels[model], random)) counts[rank] = (counts[rank] as number) + 1;
    return counts.map((count) => count / draws);
  }

  test("a perfect one clicks what is perfect, always, and nothing that is irrelevant", () => {
    expect(rates([0, 1, 0, 1], "perfect", 100)).toEqual([0, 1, 0, 1]);
  });

  test("a navigational one is content after the first good document", () => {
    const [first, second] = rates([1, 1], "navigational") as [number, number];
    expect(first).toBeCloseTo(0.95, 1.5);
    // Whoever has not clicked, or has clicked and not stopped: 0.05 + 0.95 x 0.1.
    expect(second).toBeCloseTo(0.95 * (0.05 + 0.95 * 0.1), 1.5);
  });

  test("an informational one clicks much that is irrelevant", () => {
    const [first, second] = rates([0, 0], "informational") as [number, number];
    expect(first).toBeCloseTo(0.4, 1.5);
    expect(second).toBeCloseTo(0.4 * (0.6 + 0.4 * 0.9), 1.5);
  });

  test("a position-biased one looks at rank k once in k times, whatever stands there", () => {
    const seen = rates([1, 1, 1, 0], "positionBiased");
    for (const [i, expected] of [1, 1 / 2, 1 / 3, 0.1 / 4].entries()) expect(seen[i]).toBeCloseTo(expected, 1.5);
  });

  test("grades between those of the literature lie on the line between them", () => {
    const { clicks, stops } = clickModels.navigational;
    // Of 0 to 3: 1/3 is a third of the way from the second of five to the third.
    expect(clicks(1 / 3)).toBeCloseTo(0.3 + (0.5 - 0.3) / 3, 12);
    expect([clicks(0), clicks(1 / 2), clicks(1), stops(1)]).toEqual([0.05, 0.5, 0.95, 0.9]);
  });
});

/** Queries whose perfect document stands at a rank of its own in either run, among nine that are irrelevant. */
function runsWith(ranks: readonly [a: number, b: number][]): { qrels: Qrels; runs: [Run, Run] } {
  const qrels: Qrels = new Map();
  const runs: [Run, Run] = [new Map(), new Map()];
  for (const [i, pair] of ranks.entries()) {
    qrels.set(`q${i}`, new Map([["good", 3]]));
    for (const [system, rank] of pair.entries()) {
      const others = Array.from({ length: 9 }, (_, j) => `d${j}`);
      const order = [...others.slice(0, rank - 1), "good", ...others.slice(rank - 1)];
      runs[system]?.set(
        `q${i}`,
        order.map((id, j) => ({ id, score: 10 - j })),
      );
    }
  }
  return { qrels, runs };
}

describe("interleaving, simulated", () => {
  test("says that it is simulated, and how", () => {
    const { qrels, runs } = runsWith([[3, 1]]);
    expect(simulateInterleaving(qrels, runs, { impressions: 500 })).toMatchObject({
      simulated: true,
      clicks: "navigational",
      impressions: 500,
    });
  });

  test("two runs that are the same win equally often, and nothing tells them apart", () => {
    const { qrels, runs } = runsWith([[2, 2]]);
    const { preferB, ci95, impressionsNeeded, winsA, winsB, ties, impressions } = simulateInterleaving(qrels, runs);
    expect(winsA + winsB + ties).toBe(impressions);
    expect(Math.abs((preferB as number) - 0.5)).toBeLessThan(0.02);
    expect(ci95?.[0]).toBeLessThan(0.5);
    expect(ci95?.[1]).toBeGreaterThan(0.5);
    expect(impressionsNeeded).toBeNull();
  });

  test("the better one wins, by whichever name, and the more clearly the fewer impressions it takes", () => {
    const clear = runsWith([[9, 1]]);
    const faint = runsWith([[9, 1], ...Array.from({ length: 9 }, (): [number, number] => [2, 2])]);
    const toB = simulateInterleaving(clear.qrels, clear.runs);
    const toA = simulateInterleaving(clear.qrels, [clear.runs[1], clear.runs[0]]);
    expect(toB.preferB).toBeGreaterThan(0.8);
    expect(Math.abs((toA.preferB as number) + (toB.preferB as number) - 1)).toBeLessThan(0.02);
    const needed = simulateInterleaving(faint.qrels, faint.runs, { impressions: 100_000 }).impressionsNeeded;
    expect(needed).toBeGreaterThan(20 * (toB.impressionsNeeded as number));
  });

  test("as many impressions as it says find the preference in four of five experiments", () => {
    const { qrels, runs } = runsWith([
      [5, 1],
      [2, 2],
    ]);
    const { impressionsNeeded } = simulateInterleaving(qrels, runs, { impressions: 100_000, clicks: "informational" });
    let found = 0;
    const experiments = 300;
    for (let seed = 100; seed < 100 + experiments; seed++) {
      const { winsA, winsB } = simulateInterleaving(qrels, runs, {
        impressions: impressionsNeeded as number,
        clicks: "informational",
        seed,
      });
      // The sign test by its normal approximation, at 5 % by both sides.
      if (Math.abs(winsB - winsA) / Math.sqrt(winsA + winsB) > 1.96) found++;
    }
    expect(found / experiments).toBeGreaterThan(0.72);
    expect(found / experiments).toBeLessThan(0.88);
  });

  test("nothing relevant and nobody who clicks at random: no impression is won", () => {
    const { runs } = runsWith([[3, 1]]);
    const none = simulateInterleaving(new Map([["q0", new Map([["d0", 0]])]]), runs, { clicks: "perfect", impressions: 100 });
    expect(none).toMatchObject({ preferB: null, ci95: null, impressionsNeeded: null, ties: 100 });
  });

  test("the same seed gives the same figures", () => {
    const { qrels, runs } = runsWith([[3, 1]]);
    expect(simulateInterleaving(qrels, runs, { seed: 4 })).toEqual(simulateInterleaving(qrels, runs, { seed: 4 }));
    expect(simulateInterleaving(qrels, runs, { seed: 4 })).not.toEqual(simulateInterleaving(qrels, runs, { seed: 5 }));
  });
});
