/** Three queries of one language, each with a document that answers it; for the others that document is beside the point. */
export interface TrustSample {
  language: string;
  pairs: readonly (readonly [query: string, document: string])[];
}

// Short, so that the check is one small batch; far apart, so that even a weak model tells them apart.
export const trustSamples: readonly TrustSample[] = [
  {
    language: "en",
    pairs: [
      ["what is the capital of France", "Paris is the capital and largest city of France."],
      ["how long to boil an egg", "Boil an egg for six to ten minutes, then cool it in cold water."],
      ["symptoms of the flu", "Symptoms of the flu are fever, cough, sore throat and aching muscles."],
    ],
  },
  {
    language: "zh",
    pairs: [
      ["法国的首都是哪里", "巴黎是法国的首都和最大的城市。"],
      ["鸡蛋要煮多久", "鸡蛋煮六到十分钟，然后放入冷水中冷却。"],
      ["流感的症状", "流感的症状包括发烧、咳嗽、喉咙痛和肌肉酸痛。"],
    ],
  },
  {
    language: "ja",
    pairs: [
      ["フランスの首都はどこですか", "パリはフランスの首都で、最大の都市です。"],
      ["卵のゆで時間", "卵は六分から十分ゆでて、冷水で冷やします。"],
      ["インフルエンザの症状", "インフルエンザの症状は、発熱、咳、のどの痛み、筋肉痛です。"],
    ],
  },
  {
    language: "ko",
    pairs: [
      ["프랑스의 수도는 어디인가요", "파리는 프랑스의 수도이자 가장 큰 도시입니다."],
      ["계란은 몇 분 삶나요", "계란은 6분에서 10분 정도 삶은 다음 찬물에 식힙니다."],
      ["독감 증상", "독감 증상은 발열, 기침, 인후통, 근육통입니다."],
    ],
  },
  {
    language: "ru",
    pairs: [
      ["столица Франции", "Париж — столица и крупнейший город Франции."],
      ["сколько варить яйца", "Варите яйца от шести до десяти минут, затем охладите в холодной воде."],
      ["симптомы гриппа", "Симптомы гриппа: высокая температура, кашель, боль в горле и мышцах."],
    ],
  },
  {
    language: "ar",
    pairs: [
      ["ما هي عاصمة فرنسا", "باريس هي عاصمة فرنسا وأكبر مدنها."],
      ["كم دقيقة يسلق البيض", "يسلق البيض من ست إلى عشر دقائق ثم يبرد في ماء بارد."],
      ["أعراض الإنفلونزا", "أعراض الإنفلونزا هي الحمى والسعال والتهاب الحلق وآلام العضلات."],
    ],
  },
  {
    language: "hi",
    pairs: [
      ["फ्रांस की राजधानी क्या है", "पेरिस फ्रांस की राजधानी और सबसे बड़ा शहर है।"],
      ["अंडे कितनी देर उबालें", "अंडे छह से दस मिनट उबालें, फिर ठंडे पानी में ठंडा करें।"],
      ["फ्लू के लक्षण", "फ्लू के लक्षण बुखार, खांसी, गले में दर्द और मांसपेशियों में दर्द हैं।"],
    ],
  },
  {
    language: "es",
    pairs: [
      ["cuál es la capital de Francia", "París es la capital y la mayor ciudad de Francia."],
      ["cuánto tiempo cocer un huevo", "Cuece el huevo de seis a diez minutos y enfríalo en agua fría."],
      ["síntomas de la gripe", "Los síntomas de la gripe son fiebre, tos, dolor de garganta y dolor muscular."],
    ],
  },
  {
    language: "de",
    pairs: [
      ["Was ist die Hauptstadt von Frankreich", "Paris ist die Hauptstadt und größte Stadt von Frankreich."],
      ["Wie lange muss ein Ei kochen", "Ein Ei sechs bis zehn Minuten kochen, dann in kaltem Wasser abkühlen."],
      ["Symptome der Grippe", "Symptome der Grippe sind Fieber, Husten, Halsschmerzen und Muskelschmerzen."],
    ],
  },
  {
    language: "fr",
    pairs: [
      ["quelle est la capitale de la France", "Paris est la capitale et la plus grande ville de France."],
      ["combien de temps cuire un œuf", "Cuire l'œuf de six à dix minutes, puis le refroidir à l'eau froide."],
      ["symptômes de la grippe", "Les symptômes de la grippe sont la fièvre, la toux, le mal de gorge et les courbatures."],
    ],
  },
];
