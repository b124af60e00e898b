/** A sentence that only a reader who ranks or answers could follow. */
interface InstructionPattern {
  sign: "override" | "self-ranking";
  pattern: RegExp;
}

// All repetitions are bounded. What comes between the words that matter may be some words (Latin, Cyrillic) or some characters.
const someWords = "(?:[\\p{L}\\p{M}'’-]{1,20}\\s{1,3}){0,4}";
const override = (source: string): InstructionPattern => ({ sign: "override", pattern: new RegExp(source, "iu") });
const selfRanking = (source: string): InstructionPattern => ({ sign: "self-ranking", pattern: new RegExp(source, "iu") });

export const instructionPatterns: readonly InstructionPattern[] = [
  override(
    `\\b(?:ignore|disregard|forget|override|bypass)\\s{1,3}${someWords}(?:instructions?|prompts?|directions|guidelines|rules)\\b.{0,40}\\b(?:above|before)\\b`,
  ),
  override(
    `\\b(?:ignore|disregard|forget|override|bypass)\\s{1,3}${someWords}(?:previous|prior|above|earlier|preceding|foregoing|your|system)\\s{1,3}${someWords}(?:instructions?|prompts?|directions|guidelines|rules|passages|documents)\\b`,
  ),
  override("\\byou are (?:now|no longer) (?:an? )?(?:ai|assistant|ranker|chatbot|language model|rankgpt|in )"),
  override(`\\b(?:ignor|vergiss|missacht)\\p{L}{0,8}\\s{1,3}${someWords}(?:anweisung|instruktion|befehl|vorgabe)\\p{L}{0,4}`),
  override(`\\b(?:ignor|oubli)\\p{L}{0,6}\\s{1,3}${someWords}(?:instructions|consignes)\\b`),
  override(`\\b(?:ignor|olvid|desatiend)\\p{L}{0,6}\\s{1,3}${someWords}(?:instrucciones|indicaciones)\\b`),
  override(`\\b(?:ignor|esque[cç]|dimentic)\\p{L}{0,6}\\s{1,3}${someWords}(?:instruções|instrucoes|istruzioni)(?![\\p{L}])`),
  override(`(?:игнорир|проигнорир|забуд)\\p{L}{0,6}\\s{1,3}(?:\\p{L}{1,20}\\s{1,3}){0,4}(?:инструкци|указани)`),
  override("(?:忽略|忽视|忽視|无视|無視|忘记|忘記).{0,8}(?:指令|指示|提示|说明|說明|要求)"),
  override("(?:指示|命令|指令|プロンプト)(?:を|は|に).{0,8}(?:無視|忘れ)"),
  override("(?:지시|명령|지침|프롬프트).{0,6}(?:무시|잊어)"),
  override("(?:تجاهل|انس).{0,12}(?:التعليمات|الأوامر|الاوامر)"),
  selfRanking(
    `\\b(?:rank|place|put|list|rate|score|sort|order|return|choose|select|judge|mark)\\s{1,3}(?:only\\s{1,3})?(?:this|the following|my)\\s{1,3}(?:passage|document|text|page|article|result|item|one|answer|snippet|product|content)\\s{1,3}${someWords}(?:first|highest|top|number\\s{1,3}one|best|above|relevant)\\b`,
  ),
  selfRanking(
    `\\bthis (?:passage|document|text|page|article|result|snippet) (?:must|should|has to|needs to|is to|shall) (?:always )?(?:be|come|appear)\\s{1,3}${someWords}(?:first|top|highest|ranked|rated|placed)\\b`,
  ),
  selfRanking("\\bthis (?:passage|document|snippet) is (?:by far )?(?:the )?(?:most|perfectly|highly) relevant\\b"),
  selfRanking(
    `\\b(?:grade|rate|score|mark|judge|give|assign)\\s{1,3}(?:to\\s{1,3})?(?:this|the following|my)\\s{1,3}(?:passage|document|text|page|article|result|snippet|content)\\s{1,3}${someWords}(?:[1-9]|three|ten|full marks)\\b`,
  ),
  selfRanking(
    `\\bthis (?:passage|document|text|page|article|result|snippet) (?:deserves|merits|gets|receives|has earned)\\s{1,3}${someWords}(?:[1-9]|grade|score|rating|three|ten)\\b`,
  ),
  selfRanking(
    "\\bdies\\p{L}{1,2} (?:passage|text|dokument|abschnitt|seite)\\b.{0,40}(?:an erste\\p{L}? stelle|auf platz (?:1|eins)|am höchsten|zuerst|ganz oben)",
  ),
  selfRanking(
    "\\b(?:class|plac|met)\\p{L}{0,5} (?:ce|cet|cette) (?:passage|document|texte|page)\\b.{0,30}(?:premi|en tête|en haut)",
  ),
  selfRanking(
    "\\b(?:clasifi|coloc|pon)\\p{L}{0,5} (?:este|esta) (?:pasaje|documento|texto|página)\\b.{0,30}(?:primer|arriba|lo más alto)",
  ),
  selfRanking("[把将將](?:这|這|此|本|该|該).{0,4}(?:段|文|结果|結果|页|頁).{0,10}(?:第一|首位|最前|最高|最上)"),
  selfRanking("この(?:文書|段落|パッセージ|文章|テキスト|ページ)を.{0,12}(?:最初|1位|一位|最上位|トップ|先頭|最も高)"),
  selfRanking("이 (?:문서|단락|구절|텍스트|글|페이지)(?:를|을).{0,10}(?:1위|첫|맨 위|최상위|가장 높)"),
];
