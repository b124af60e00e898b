import { fileURLToPath } from "node:url";

/** Directory of the bundled model: `config.json`, `model.json`, `tokenizer.json`, `tokenizer_config.json`, `model.onnx`. */
export const modelDirectory: string = fileURLToPath(new URL("../model/", import.meta.url));
