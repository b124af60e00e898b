export { fastWordPiece } from "./fast-word-piece.ts";
