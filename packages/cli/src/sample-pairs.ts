// Everyday English on many subjects: enough to see whether a model still ranks as it did, not whether it ranks well.
export const sampleQueries: readonly string[] = [
  "how do I install rust",
  "what is the capital of France",
  "symptoms of a heart attack",
  "why is the sky blue",
  "cancel an order and get the money back",
  "best time to plant tomatoes",
];

export const sampleDocuments: readonly string[] = [
  "Install Rust with rustup: run curl https://sh.rustup.rs and follow the instructions on the screen.",
  "Iron oxide, commonly called rust, forms when iron and oxygen react in the presence of water.",
  "Paris is the capital and most populous city of France, on the Seine.",
  "Lyon is a city in France known for its cuisine; it lies where the Rhône and the Saône meet.",
  "Pain in the chest that spreads to the arm, shortness of breath and cold sweat can be signs of a heart attack.",
  "Regular exercise and a diet low in salt keep the heart healthy.",
  "Air scatters short wavelengths of sunlight more than long ones, which is why the sky looks blue by day.",
  "At sunset the light passes through more air, and the sky turns red.",
  "Orders can be cancelled within 14 days; the price is refunded to the card that was used.",
  "Delivery takes three to five working days and is free above 50 euros.",
  "Plant tomatoes outdoors after the last frost, when the nights stay above ten degrees.",
  "Tomato sauce: fry onions and garlic, add peeled tomatoes and let it simmer for half an hour.",
  "A violin has four strings tuned in perfect fifths.",
  "The weather in Paris is mild in spring.",
  "Rust is a programming language that guarantees memory safety without a garbage collector.",
  "The refund policy does not cover gift cards and downloads.",
];
