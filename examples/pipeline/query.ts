/** What the examples of the pipeline ask this project's own documentation. */
export const query = "what does onError passthrough do";
