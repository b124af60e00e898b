import jstat from "jstat";

/**
 * How likely a paired t-test of so many queries is to notice a difference, two-sided: exact for normally distributed differences, by
 * the noncentral t distribution. The randomisation test that decides here has about the same power (Smucker, Allan & Carterette,
 * 2007).
 *
 * @param queries at least 2
 * @param effectSize mean difference by the standard deviation of differences
 */
export function pairedPower(queries: number, effectSize: number, alpha: number): number {
  const degreesOfFreedom = queries - 1;
  const critical = jstat.studentt.inv(1 - alpha / 2, degreesOfFreedom);
  const noncentrality = Math.abs(effectSize) * Math.sqrt(queries);
  const { cdf } = jstat.noncentralt;
  return 1 - cdf(critical, degreesOfFreedom, noncentrality) + cdf(-critical, degreesOfFreedom, noncentrality);
}

/** The value below which a normally distributed one is with that probability. */
export function normalQuantile(probability: number): number {
  return jstat.normal.inv(probability, 0, 1);
}
