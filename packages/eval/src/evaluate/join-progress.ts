type OnProgress = (done: number, total: number) => void;

/**
 * One progress out of parts that run one after the other: what is done never falls.
 *
 * @param least what is known of the total before all parts have begun
 * @returns to be called before each part, for what that part reports to
 */
export function joinProgress(onProgress: OnProgress | undefined, least = 0): () => OnProgress | undefined {
  let earlier = 0;
  return () => {
    const before = earlier;
    if (!onProgress) return undefined;
    return (done, total) => {
      earlier = before + total;
      onProgress(before + done, Math.max(least, before + total));
    };
  };
}
