// What is used of jStat, which has no types of its own.
declare module "jstat" {
  interface Distributions {
    studentt: { inv(probability: number, degreesOfFreedom: number): number };
    noncentralt: { cdf(value: number, degreesOfFreedom: number, noncentrality: number): number };
    normal: { inv(probability: number, mean: number, deviation: number): number };
  }
  const distributions: Distributions;
  export default distributions;
}
