/* gesso-sketch-instruction-words.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-instruction-private.h"

G_BEGIN_DECLS

/* English first, then German, French, Spanish, Chinese, Japanese, Korean, Hindi, Bengali. */
static const Word words[] = {
  { WORD_VERB, GESSO_SKETCH_VERB_REMOVE,
    "remove|removing|erase|delete|get rid of|take out|take away|clean up|heal|inpaint|fill in|fill|"
    "wipe out|entferne|entfernen|entfernt|lösche|löschen|radiere|supprime|supprimer|supprimez|"
    "enlève|enlever|efface|effacer|retire|retirer|elimina|eliminar|borra|borrar|quita|quitar|"
    "移除|删除|去除|去掉|擦除|消除|抹去|消して|消す|削除|取り除|除去|제거|삭제|지워|지우|हटा|मिटा|"
    "निकाल|সরা|মুছ|অপসারণ" },
  { WORD_VERB, GESSO_SKETCH_VERB_RECOLOR,
    "recolor|recolour|colorize|colourise|colour|color|tint|paint|dye|färbe|färben|umfärben|"
    "einfärben|colore|colorer|recolorer|colorie|teinte|colorea|colorear|recolorea|tiñe|pinta|"
    "上色|染成|变成|改成|涂成|着色|塗って|染めて|色を変え|에 색칠|색칠|염색|रंग दो|रंगो|रंग|রঙ কর|রঙ" },
  { WORD_VERB, GESSO_SKETCH_VERB_CUT_OUT,
    "cut out|cut it out|cut this out|cut them out|cutout|isolate|extract|knock out|freistellen|"
    "stelle frei|stell frei|freigestellt|détoure|détourer|détourez|recorta|recortar|抠图|抠出|切り抜|잘라내|काटो|কেটে" },
  { WORD_VERB, GESSO_SKETCH_VERB_BRIGHTNESS,
    "brightness|exposure|brighten|lighten|helligkeit|aufhellen|luminosité|éclaircis|éclaircir|"
    "brillo|aclara|aclarar|亮度|提亮|明るさ|밝기|चमक|উজ্জ্বলতা" },
  { WORD_MORE, GESSO_SKETCH_VERB_BRIGHTNESS,
    "brighter|lighter|bright|heller|plus clair|plus claire|plus lumineux|más claro|más clara|"
    "más brillante|更亮|亮一点|变亮|明るく|밝게|उज्ज्वल|चमकीला|উজ্জ্বল" },
  { WORD_LESS, GESSO_SKETCH_VERB_BRIGHTNESS,
    "darker|darken|dim|dimmer|dunkler|abdunkeln|verdunkle|plus sombre|plus foncé|assombris|"
    "assombrir|más oscuro|más oscura|oscurece|oscurecer|更暗|暗一点|变暗|暗く|어둡게|गहरा|अंधेरा|"
    "অন্ধকার|গাঢ়" },
  { WORD_VERB, GESSO_SKETCH_VERB_CONTRAST,
    "contrast|contrasty|punchier|kontrast|contraste|对比度|对比|コントラスト|대비|कंट्रास्ट|"
    "কনট্রাস্ট" },
  { WORD_LESS, GESSO_SKETCH_VERB_CONTRAST, "flatter|faded|fade|flacher|délavé|desvaído" },
  { WORD_VERB, GESSO_SKETCH_VERB_WARMTH,
    "warmth|warmer|warm|temperature|wärmer|wärme|plus chaud|plus chaude|réchauffe|más cálido|"
    "más cálida|cálido|更暖|暖色|暖かく|따뜻하게|따뜻한|गर्म|উষ্ণ" },
  { WORD_LESS, GESSO_SKETCH_VERB_WARMTH,
    "cooler|colder|cool|kühler|kälter|plus froid|plus froide|refroidis|más frío|más fría|更冷|冷色|"
    "冷たく|寒色|차갑게|차가운|ठंडा|শীতল" },
  { WORD_VERB, GESSO_SKETCH_VERB_SATURATION,
    "saturation|saturate|saturated|vivid|vibrant|vibrance|colorful|colourful|sättigung|"
    "gesättigter|kräftiger|bunter|saturer|sature|plus vif|plus vive|saturación|satura|más vivo|"
    "más saturado|饱和度|更鲜艳|鲜艳|彩度|鮮やか|채도|선명한 색|संतृप्ति|স্যাচুরেশন" },
  { WORD_LESS, GESSO_SKETCH_VERB_SATURATION,
    "desaturate|desaturated|muted|duller|entsättige|entsättigen|gedämpft|désature|désaturer|"
    "desatura|desaturar|降低饱和|くすんだ" },
  { WORD_VERB, GESSO_SKETCH_VERB_MONOCHROME,
    "black and white|black-and-white|black & white|b&w|grayscale|greyscale|monochrome|gray scale|"
    "schwarz-weiß|schwarzweiß|schwarz-weiss|graustufen|noir et blanc|niveaux de gris|"
    "blanco y negro|escala de grises|黑白|灰度|白黒|モノクロ|흑백|श्वेत-श्याम|ब्लैक एंड व्हाइट|সাদা-কালো|"
    "সাদাকালো" },
  { WORD_VERB, GESSO_SKETCH_VERB_SEPIA, "sepia|sépia|vintage|复古|怀旧|セピア|세피아|सीपिया|সেপিয়া" },
  { WORD_VERB, GESSO_SKETCH_VERB_DUOTONE,
    "duotone|duo tone|two-tone|bichromie|duotono|duplex|双色调|双色|デュオトーン|듀오톤" },
  { WORD_VERB, GESSO_SKETCH_VERB_INVERT,
    "invert|inverted|negative|invertiere|invertieren|inverse|inverser|invierte|invertir|反色|反转|"
    "反転|반전" },
  { WORD_VERB, GESSO_SKETCH_VERB_BLUR,
    "blur|blurry|blurred|blurrier|soften|softer|out of focus|defocus|weichzeichnen|unscharf|"
    "unschärfer|verwische|floute|flouter|flou|plus flou|desenfoca|desenfocar|difumina|difuminar|"
    "borroso|模糊|虚化|ぼかし|ぼかす|ぼかして|흐리게|블러|धुंधला|ब्लर|ঝাপসা" },
  { WORD_VERB, GESSO_SKETCH_VERB_SHARPEN,
    "sharpen|sharper|crisper|crisp|schärfe|schärfen|schärfer|affine|plus net|plus nette|"
    "netteté|accentue|enfoca|enfocar|nitidez|más nítido|锐化|更清晰|清晰|シャープ|鮮明|선명하게|"
    "तेज करो|शार्प|তীক্ষ্ণ|শার্প" },
  { WORD_VERB, GESSO_SKETCH_VERB_PIXELATE,
    "pixelate|pixelated|pixelize|mosaic|censor|anonymize|anonymise|verpixle|verpixeln|verpixelt|"
    "pixelise|pixeliser|pixela|pixelar|马赛克|像素化|モザイク|ピクセル化|모자이크|픽셀화|पिक्सेल|"
    "পিক্সেল" },
  { WORD_VERB, GESSO_SKETCH_VERB_VIGNETTE,
    "vignette|vignetting|vignettierung|vignettage|viñeta|viñeteado|暗角|晕影|ビネット|周辺減光|비네트|"
    "विनेट|ভিনিয়েট" },
  { WORD_VERB, GESSO_SKETCH_VERB_TEXT,
    "add text|add the text|add a title|add a caption|add a headline|write|put the text|"
    "place the text|caption|headline|title|text|lettering|schreibe|schreib|beschrifte|titel|écris|"
    "écrire|ajoute le texte|texte|titre|escribe|escribir|añade el texto|texto|título|"
    "添加文字|写上|文字|テキスト|文字を入れ|書いて|텍스트|글자|써줘|लिखो|लिखें|पाठ|টেক্সট|লিখ" },
  { WORD_VERB, GESSO_SKETCH_VERB_GRID,
    "collage|grid|contact sheet|side by side|combine|moodboard|mood board|tile them|kollage|"
    "raster|nebeneinander|kombiniere|grille|côte à côte|combine|combiner|cuadrícula|collage|"
    "lado a lado|combina|combinar|拼贴|拼图|网格|并排|コラージュ|グリッド|並べて|콜라주|그리드|나란히|"
    "कोलाज|কোলাজ" },
  { WORD_VERB, GESSO_SKETCH_VERB_PASTE,
    "paste|insert|overlay|composite|put image|place image|add image|place the logo|add the logo|"
    "füge|einfügen|überlagere|colle|coller|insère|insérer|superpose|pega|pegar|inserta|insertar|"
    "superpon|粘贴|插入|叠加|貼り付け|重ねて|挿入|붙여|삽입|चिपका|জোড়া|পেস্ট" },
  { WORD_VERB, GESSO_SKETCH_VERB_EXTEND,
    "extend|expand|outpaint|uncrop|widen|zoom out|erweitere|erweitern|vergrößere die leinwand|"
    "étends|étendre|élargis|élargir|agrandis la toile|extiende|extender|amplía|ampliar|扩展|扩图|"
    "延伸|拡張|広げ|확장|넓혀|बढ़ाओ|विस्तार|প্রসারিত" },
  { WORD_VERB, GESSO_SKETCH_VERB_UPSCALE,
    "upscale|upsample|enlarge|double the size|super resolution|hochskalieren|vergrößere|"
    "vergrößern|agrandis|agrandir|escala|aumenta la resolución|放大|高清放大|拡大|アップスケール|"
    "업스케일|확대|अपस्केल|আপস্কেল" },

  { WORD_SIGN, 1,
    "more|increase|raise|boost|add|mehr|erhöhe|erhöhen|plus de|plus|augmente|augmenter|más|aumenta|"
    "aumentar|sube|增加|提高|更|もっと|上げ|더|높여|올려|ज़्यादा|अधिक|বেশি|বাড়া" },
  { WORD_SIGN, -1,
    "less|decrease|reduce|lower|weniger|verringere|reduziere|senke|moins de|moins|réduis|réduire|"
    "diminue|menos|reduce|reducir|baja|减少|降低|下げ|減ら|덜|낮춰|줄여|कम|কম|কমা" },
  { WORD_DEGREE, 50,
    "slightly|a little|a bit|a touch|subtle|subtly|gently|etwas|ein wenig|ein bisschen|leicht|"
    "un peu|légèrement|un poco|ligeramente|稍微|略微|一点|少し|ちょっと|약간|조금|थोड़ा|একটু" },
  { WORD_DEGREE, 175,
    "much|a lot|very|strongly|strong|heavily|heavy|extremely|viel|sehr|stark|kräftig|beaucoup|très|"
    "fortement|mucho|muy|fuertemente|非常|很|大幅|とても|かなり|많이|매우|아주|बहुत|অনেক|খুব" },
  { WORD_CHANGE, 0,
    "make|turn|change|replace|swap|set|convert|give|mache|mach|ändere|verwandle|ersetze|"
    "ersetzen|wandle|tausche|rends|rendre|change|changer|remplace|remplacer|transforme|mets|haz|"
    "hazlo|hacer|cambia|cambiar|reemplaza|reemplazar|convierte|pon|替换|换成|更换|改为|把|将|変えて|"
    "変更|置き換え|にして|바꿔|변경|교체|만들어|बदल|बनाओ|बना दो|কর|বদল|পরিবর্তন" },
  { WORD_INTO, 0,
    "with|into|to|by|zu|in|durch|mit|nach|um|en|par|vers|avec|de|con|por|a|为|成|に|로|से|में|দিয়ে" },
  { WORD_AND, 0,
    "and then|and|then|also|plus then|und dann|und|dann|auch|et puis|et|puis|aussi|y luego|y|luego|"
    "también|然后|并且|并|和|そして|それから|그리고|다음에|और|फिर|এবং|তারপর" },
  { WORD_GROUND, 0,
    "background|backdrop|back ground|hintergrund|hintergrunds|arrière-plan|arrière plan|fond|fondo|"
    "背景|배경|पृष्ठभूमि|बैकग्राउंड|পটভূমি|ব্যাকগ্রাউন্ড" },
  { WORD_CLEAR, 0,
    "transparent|transparency|see-through|alpha|transparenter|durchsichtig|transparente|透明|투명|"
    "पारदर्शी|স্বচ্ছ" },
  { WORD_PICTURE, 2,
    "second image|second picture|second photo|the second|other image|logo|zweite bild|zweites bild|"
    "deuxième image|seconde image|segunda imagen|第二张|图2|图二|2枚目|画像2|두 번째|दूसरी|দ্বিতীয়" },
  { WORD_PICTURE, 3, "third image|third picture|third photo|dritte bild|troisième image|tercera imagen" },
  { WORD_PICTURE, 0,
    "image|picture|photo|photograph|pic|bild|foto|reference|imagen|référence|referenz|图片|照片|图像|"
    "画像|写真|이미지|사진|चित्र|तस्वीर|छवि|ছবি" },
  { WORD_SIDE, GESSO_SKETCH_SIDE_LEFT, "left|links|linken|gauche|izquierda|左|왼쪽|बाएं|बाईं|বাম" },
  { WORD_SIDE, GESSO_SKETCH_SIDE_RIGHT, "right|rechts|rechten|droite|derecha|右|오른쪽|दाएं|ডান" },
  { WORD_SIDE, GESSO_SKETCH_SIDE_TOP,
    "top|upper|above|oben|oberen|haut|dessus|arriba|superior|上方|顶部|上|위|ऊपर|উপর" },
  { WORD_SIDE, GESSO_SKETCH_SIDE_BOTTOM,
    "bottom|lower part|below|unten|unteren|bas|dessous|abajo|inferior|下方|底部|下|아래|नीचे|নিচে" },
  { WORD_SIDE, GESSO_SKETCH_SIDE_CENTER,
    "center|centre|middle|centered|mitte|mittig|zentriert|centré|milieu|centro|medio|中间|中央|중앙|"
    "가운데|बीच|মাঝ" },
  { WORD_UNIT, GESSO_SKETCH_UNIT_PERCENT, "%|percent|per cent|prozent|pour cent|por ciento|パーセント" },
  { WORD_UNIT, GESSO_SKETCH_UNIT_PIXELS, "px|pixels|pixel|píxeles|像素|ピクセル|픽셀" },
  { WORD_UNIT, GESSO_SKETCH_UNIT_TIMES, "x|×|times|fold|mal|fois|veces|倍|배" },
  { WORD_NUMBER, 2, "two|twice|double|zwei|doppelt|deux|dos|doble" },

  { WORD_COLOR, 0xd7263d, "red|rot|rote|roten|roter|rotes|rouge|rojo|roja|红色|红|赤|赤い|빨간|빨강|लाल|লাল" },
  { WORD_COLOR, 0x8b1e3f, "burgundy|maroon|crimson|weinrot|bordeaux|granate|酒红" },
  { WORD_COLOR, 0xf26419, "orange|naranja|橙色|橙|オレンジ|주황|नारंगी|কমলা" },
  { WORD_COLOR, 0xf2c521,
    "yellow|gelb|gelbe|gelben|gelber|jaune|amarillo|amarilla|黄色|黄|노란|노랑|पीला|पीले|হলুদ" },
  { WORD_COLOR, 0xd4a017, "gold|golden|golde|doré|dorado|金色|ゴールド|금색|सुनहरा|সোনালি" },
  { WORD_COLOR, 0x2e933c,
    "green|grün|grüne|grünen|grüner|vert|verte|verde|绿色|绿|緑|緑色|초록|녹색|हरा|हरे|সবুজ" },
  { WORD_COLOR, 0x6b8e23, "olive|oliv|oliva|橄榄" },
  { WORD_COLOR, 0x7fd1ae, "mint|minze|menthe|menta|薄荷" },
  { WORD_COLOR, 0x0f8b8d, "teal|petrol|turquoise|türkis|turquesa|青绿|ターコイズ|청록" },
  { WORD_COLOR, 0x17becf, "cyan|aqua|青色|シアン" },
  { WORD_COLOR, 0x2563eb,
    "blue|blau|blaue|blauen|blauer|blaues|bleu|bleue|azul|蓝色|蓝|青|青い|파란|파랑|नीला|नीले|नीली|নীল" },
  { WORD_COLOR, 0x1b2a5e, "navy|navy blue|dark blue|marineblau|dunkelblau|bleu marine|azul marino|深蓝|藏青|紺" },
  { WORD_COLOR, 0x7dc4f2, "sky blue|light blue|hellblau|himmelblau|bleu ciel|bleu clair|celeste|浅蓝|天蓝|水色|하늘색" },
  { WORD_COLOR, 0x7b2cbf,
    "purple|violet|lila|violett|pourpre|morado|violeta|紫色|紫|보라|बैंगनी|বেগুনি" },
  { WORD_COLOR, 0xb79ced, "lavender|lilac|lavendel|lavande|lavanda|薰衣草" },
  { WORD_COLOR, 0xd726a4, "magenta|fuchsia|品红|マゼンタ" },
  { WORD_COLOR, 0xf48fb1, "pink|rosa|rose|rosado|粉色|粉红|ピンク|분홍|핑크|गुलाबी|গোলাপি" },
  { WORD_COLOR, 0x7a4b2a, "brown|braun|braune|brun|marron|marrón|棕色|褐色|茶色|갈색|भूरा|বাদামি" },
  { WORD_COLOR, 0xe8d8b9, "beige|cream|sand|creme|crème|crema|米色|ベージュ|베이지" },
  { WORD_COLOR, 0xffffff,
    "white|weiß|weiss|weiße|weißen|weißer|blanc|blanche|blanco|blanca|白色|白|白い|흰|하얀|सफेद|सफ़ेद|সাদা" },
  { WORD_COLOR, 0x111111,
    "black|schwarz|schwarze|schwarzen|noir|noire|negro|negra|黑色|黑|黒|黒い|검은|검정|काला|काले|কালো" },
  { WORD_COLOR, 0x8a8a8a,
    "gray|grey|grau|graue|grauen|gris|grise|灰色|灰|グレー|회색|स्लेटी|ধূসর" },

  { WORD_STOP, 0,
    "a|an|the|this|that|it|its|these|those|of|on|at|from|for|please|can|could|you|i|want|would|"
    "like|my|me|is|are|be|look|looks|whole|entire|all|everything|color|colour|colors|tone|tones|"
    "effect|filter|apply|use|put|place|some|one|so|up|out|here|there|canvas|side|sides|bit|style|"
    "der|die|das|den|dem|des|ein|eine|einen|bitte|es|auf|im|am|vom|von|dieses|diese|ganze|alles|"
    "farbe|le|la|les|l|d|un|une|du|des|s'il|te|plaît|vous|ce|cette|sur|au|aux|dans|tout|couleur|el|"
    "los|las|una|del|al|por favor|este|esta|lo|todo|color|的|了|请|一下|吧|它|这|这个|个|在|里|を|の|"
    "が|は|で|て|ください|この|を|을|를|이|가|은|는|의|에|해줘|해|주세요|को|का|की|के|है|कर|करो|करें|दो|"
    "कृपया|यह|इस|में|টা|টি|কে|র|করুন|দাও|দিন|এই" },
};

G_END_DECLS
