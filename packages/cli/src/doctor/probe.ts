// One document answers; another shares the word and not the meaning; the rest have nothing to do with it.
export const probeQuery: string = "how do I install rust";

export const probeDocuments: readonly string[] = [
  "The weather in Paris is mild in spring.",
  "Iron oxide, commonly called rust, forms when iron and oxygen react in the presence of water.",
  "A violin has four strings tuned in perfect fifths.",
  "Install Rust with rustup: run curl https://sh.rustup.rs and follow the instructions on the screen.",
  "Orders can be cancelled within 14 days; the price is refunded to the card that was used.",
];

/** Position of the answer. */
export const probeAnswer: number = 3;
