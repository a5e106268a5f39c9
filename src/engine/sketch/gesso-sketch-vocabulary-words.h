/* gesso-sketch-vocabulary-words.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-vocabulary.h"

G_BEGIN_DECLS

/* The words themselves: English first, then de, fr, es, zh, ja, ko, hi, bn for the core. One row
 * is one meaning. A word in two rows keeps the first. Plurals and case endings are found by the
 * stemmer; only irregular ones stand here. Shared inside the vocabulary only. */

#define NOUN(v) GESSO_SKETCH_WORD_NOUN, GESSO_SKETCH_NOUN_ ## v
#define DROP(v) GESSO_SKETCH_WORD_BACKDROP, GESSO_SKETCH_BACKDROP_ ## v
#define LAYOUT(v) GESSO_SKETCH_WORD_LAYOUT, GESSO_SKETCH_LAYOUT_ ## v
#define TIME(v) GESSO_SKETCH_WORD_TIME, GESSO_SKETCH_TIME_ ## v
#define PLACE(v) GESSO_SKETCH_WORD_PLACE, GESSO_SKETCH_PLACE_ ## v
#define STYLE(v) GESSO_SKETCH_WORD_STYLE, GESSO_SKETCH_STYLE_ ## v
#define ROLE(v) GESSO_SKETCH_WORD_ROLE, GESSO_SKETCH_ROLE_ ## v
#define SHADE(v) GESSO_SKETCH_WORD_SHADE, GESSO_SKETCH_SHADE_ ## v
#define TARGET(v) GESSO_SKETCH_WORD_TARGET, GESSO_SKETCH_TARGET_ ## v
#define SWITCH(v) GESSO_SKETCH_WORD_SWITCH, GESSO_SKETCH_SWITCH_ ## v
#define PART(v) GESSO_SKETCH_WORD_PART, GESSO_SKETCH_PART_ ## v
#define COLOR(v) GESSO_SKETCH_WORD_COLOR, v
#define SIZE(v) GESSO_SKETCH_WORD_SIZE, v
#define NUMBER(v) GESSO_SKETCH_WORD_NUMBER, v
#define STOP GESSO_SKETCH_WORD_STOP, 0

static const GessoSketchWord words[] = {
  /* Scenes */
  { NOUN (SKY), "sky", "sky|himmel|ciel|cielo|天空|空|하늘|आसमान|आकाश|আকাশ" },
  { NOUN (SUN), "sun", "sun|sunshine|sunlight|sonne|soleil|sol|太阳|太陽|해|태양|सूरज|सूर्य|সূর্য" },
  { NOUN (CRESCENT), "crescent moon", "crescent moon|crescent|mondsichel|croissant de lune|luna creciente|新月|三日月|초승달" },
  { NOUN (MOON), "moon", "moon|full moon|moonlight|mond|vollmond|lune|luna|月亮|月|달|चाँद|चांद|চাঁদ" },
  { NOUN (STARS), "stars", "star|starry|starry sky|star field|stern|sterne|étoile|estrella|星星|星空|星|별|तारे|तारा|তারা" },
  { NOUN (COMET), "comet", "comet|shooting star|falling star|komet|sternschnuppe|comète|cometa|彗星|流星|혜성|धूमकेतु|ধূমকেতু" },
  { NOUN (PLANET), "planet", "planet|ringed planet|saturn|planète|planeta|行星|惑星|행성|ग्रह|গ্রহ" },
  { NOUN (AURORA), "northern lights", "aurora|northern lights|polar lights|polarlicht|nordlicht|aurore boréale|aurora boreal|极光|オーロラ|오로라" },
  { NOUN (CLOUDS), "clouds", "cloud|cloudy|clouds|wolke|nuage|nube|云|雲|云彩|구름|बादल|মেঘ" },
  { NOUN (RAINBOW), "rainbow", "rainbow|regenbogen|arc-en-ciel|arco iris|arcoíris|彩虹|虹|무지개|इंद्रधनुष|রংধনু" },
  { NOUN (RAIN), "rain", "rain|rainy|raining|regen|pluie|lluvia|雨|下雨|비|बारिश|वर्षा|বৃষ্টি" },
  { NOUN (SNOW), "snow", "snow|snowy|snowfall|snowing|schnee|neige|nieve|雪|下雪|눈|बर्फ|বরফ|তুষার" },
  { NOUN (FOG), "fog", "fog|foggy|mist|misty|haze|hazy|nebel|brume|brouillard|niebla|雾|霧|안개|कोहरा|কুয়াশা" },
  { NOUN (LIGHTNING), "lightning", "lightning|lightning bolt|thunderstorm|blitz|gewitter|éclair|rayo|闪电|稲妻|번개|बिजली|বিদ্যুৎ" },
  { NOUN (STORM), "storm", "storm|stormy|tempest|gale|sturm|stürmisch|unwetter|tempête|orage|tormenta|temporal|暴风雨|风暴|嵐|폭풍|तूफान|ঝড়" },
  { NOUN (MOUNTAINS), "mountains", "mountain|mountains|peak|summit|mountain range|alps|berg|berge|gebirge|montagne|montaña|山|山脉|山峰|高山|산|पहाड़|पर्वत|পাহাড়|পর্বত" },
  { NOUN (VOLCANO), "volcano", "volcano|volcanoes|vulkan|volcan|volcán|火山|화산|ज्वालामुखी|আগ্নেয়গিরি" },
  { NOUN (HILLS), "hills", "hill|rolling hills|hügel|colline|colina|丘|小山|丘陵|언덕|पहाड़ी|টিলা" },
  { NOUN (CLIFF), "cliff", "cliff|klippe|falaise|acantilado|悬崖|崖|절벽" },
  { NOUN (SEA), "sea", "sea|ocean|meer|ozean|see meer|mer|océan|mar|océano|海|大海|海洋|바다|समुद्र|सागर|সমুদ্র|সাগর" },
  { NOUN (LAKE), "lake", "lake|pond|see|teich|lac|lago|湖|湖泊|湖水|호수|झील|হ্রদ" },
  { NOUN (RIVER), "river", "river|stream|creek|fluss|bach|rivière|fleuve|río|河|河流|川|강|नदी|নদী" },
  { NOUN (WATERFALL), "waterfall", "waterfall|wasserfall|cascade|cascada|瀑布|滝|폭포|झरना|ঝরনা" },
  { NOUN (BEACH), "beach", "beach|shore|coast|strand|küste|plage|playa|海滩|沙滩|浜辺|海岸|해변|समुद्र तट|সৈকত" },
  { NOUN (ISLAND), "island", "island|insel|île|isla|岛|岛屿|島|섬|द्वीप|দ্বীপ" },
  { NOUN (DESERT), "dunes", "desert|dune|dunes|sand dunes|wüste|düne|désert|desierto|duna|沙漠|沙丘|砂漠|砂丘|사막|रेगिस्तान|মরুভূমি" },
  { NOUN (FIELD), "field", "field|meadow|farmland|pasture|prairie|feld|wiese|champ|prairies|prado|campo|田野|草地|草原|野原|들판|मैदान|खेत|মাঠ" },
  { NOUN (FOREST), "forest", "forest|woods|woodland|jungle|wald|forêt|bosque|森林|树林|森|숲|जंगल|वन|বন|জঙ্গল" },
  { NOUN (PINES), "pines", "pine|pine tree|fir|fir tree|conifer|spruce|christmas tree|pine forest|kiefer|tanne|sapin|pino|松树|松|소나무" },
  { NOUN (PALMS), "palm trees", "palm|palm tree|palme|palmier|palmera|棕榈树|ヤシの木|야자수" },
  { NOUN (TREES), "trees", "tree|oak|birch|baum|bäume|arbre|árbol|树|树木|木|나무|पेड़|वृक्ष|গাছ" },
  { NOUN (CACTUS), "cactus", "cactus|cacti|kaktus|kakteen|cactus plant|仙人掌|サボテン|선인장" },
  { NOUN (FLOWERS), "flowers", "flower|blossom|wildflower|tulip|poppy|poppies|daisy|daisies|blume|fleur|flor|花|花朵|꽃|फूल|ফুল" },
  { NOUN (GRASS), "grass", "grass|reeds|gras|herbe|hierba|草|잔디|घास|ঘাস" },
  { NOUN (CITY), "city skyline", "city|city skyline|skyline|cityscape|skyscraper|downtown|stadt|ville|ciudad|城市|天际线|都市|街|도시|शहर|শহর" },
  { NOUN (HOUSE), "house", "house|cottage|cabin|hut|barn|home|haus|hütte|maison|cabane|casa|房子|屋子|家|小屋|집|घर|ঘর|বাড়ি" },
  { NOUN (VILLAGE), "village", "village|town|hamlet|dorf|villages|pueblo|村庄|村|마을|गाँव|गांव|গ্রাম" },
  { NOUN (WINDMILL), "windmill", "windmill|mill|windmühle|moulin|moulin à vent|molino|风车|風車|풍차" },
  { NOUN (LIGHTHOUSE), "lighthouse", "lighthouse|leuchtturm|phare|faro|灯塔|灯台|등대|प्रकाशस्तंभ|বাতিঘর" },
  { NOUN (CASTLE), "castle", "castle|fortress|schloss|burg|château|castillo|城堡|城|성|किला|দুর্গ" },
  { NOUN (BRIDGE), "bridge", "bridge|brücke|pont|puente|桥|橋|다리|पुल|সেতু" },
  { NOUN (ROAD), "road", "road|path|street|highway|trail|lane|straße|weg|pfad|route|chemin|camino|carretera|路|道路|道|小路|길|도로|सड़क|রাস্তা|পথ" },
  { NOUN (FENCE), "fence", "fence|zaun|clôture|valla|篱笆|栅栏|柵|울타리" },
  { NOUN (TENT), "tent", "tent|camp|campsite|zelt|tente|tienda|帐篷|テント|텐트|तंबू|তাঁবু" },
  { NOUN (FIRE), "campfire", "campfire|bonfire|lagerfeuer|feu de camp|fogata|篝火|焚き火|모닥불" },
  { NOUN (BOAT), "boat", "boat|sailboat|sail boat|sailing boat|sailing ship|ship|yacht|boot|segelboot|schiff|bateau|voilier|barco|velero|船|帆船|小船|舟|ヨット|배|नाव|জাহাজ|নৌকা" },
  { NOUN (BALLOON), "hot-air balloon", "balloon|hot air balloon|hot-air balloon|heißluftballon|ballon|montgolfière|globo|热气球|気球|열기구|풍선|गुब्बारा|বেলুন" },
  { NOUN (KITE), "kite", "kite|drachen|cerf-volant|cometa de papel|风筝|凧|연|पतंग|ঘুড়ি" },
  { NOUN (BIRDS), "birds", "bird|gull|seagull|swallow|flock of birds|vogel|vögel|oiseau|oiseaux|pájaro|ave|鸟|小鸟|鳥|새|पक्षी|चिड़िया|পাখি" },
  { NOUN (PLANE), "paper plane", "paper plane|plane|airplane|aeroplane|flugzeug|papierflieger|avion|avión|飞机|飛行機|비행기|विमान|বিমান" },
  { NOUN (ROCKET), "rocket", "rocket|spaceship|rakete|fusée|cohete|火箭|ロケット|로켓|रॉकेट|রকেট" },
  { NOUN (HEART), "heart", "heart|herz|cœur|coeur|corazón|心|爱心|ハート|하트|दिल|হৃদয়" },
  { NOUN (CIRCLE), "circle", "circle|disc|disk|round shape|kreis|cercle|círculo|圆|圆形|円|丸|원|वृत्त|বৃত্ত" },
  { NOUN (SQUARE), "square", "square shape|square|quadrat|carré|cuadrado|正方形|方块|四角|정사각형|वर्ग|বর্গ" },
  { NOUN (TRIANGLE), "triangle", "triangle|dreieck|triángulo|三角形|三角|삼각형|त्रिभुज|ত্রিভুজ" },
  { NOUN (STAR_SHAPE), "star shape", "star shape|five-pointed star|big star|gold star|star icon" },
  { NOUN (LEAF), "leaf", "leaf|leaves|blatt|blätter|feuille|hoja|叶子|树叶|葉|葉っぱ|잎|पत्ता|পাতা" },

  /* Times of day */
  { TIME (DAWN), "dawn", "dawn|sunrise|daybreak|early morning|morning|sonnenaufgang|morgen|aube|lever du soleil|matin|amanecer|alba|日出|黎明|早晨|日の出|夜明け|朝|일출|새벽|아침|सूर्योदय|सुबह|সূর্যোদয়|ভোর|সকাল" },
  { TIME (DAY), "day", "day|daytime|daylight|midday|noon|afternoon|sunny|tag|mittag|sonnig|jour|midi|ensoleillé|día|mediodía|soleado|白天|中午|晴天|昼|낮|दिन|দিন|দুপুর" },
  { TIME (SUNSET), "sunset", "sunset|sundown|golden hour|evening sun|sonnenuntergang|coucher de soleil|coucher du soleil|atardecer|puesta de sol|puesta del sol|日落|夕阳|夕日|夕焼け|日没|일몰|노을|석양|सूर्यास्त|সূর্যাস্ত" },
  { TIME (DUSK), "dusk", "dusk|twilight|blue hour|evening|dämmerung|abend|crépuscule|soir|crepúsculo|anochecer|tarde|黄昏|傍晚|夕方|たそがれ|황혼|저녁|शाम|संध्या|সন্ধ্যা" },
  { TIME (NIGHT), "night", "night|night sky|at night|nighttime|midnight|nocturnal|nacht|nachts|nuit|noche|夜|夜晚|晚上|夜空|夜景|밤|रात|রাত|রাতে" },

  /* Grounds and patterns */
  { DROP (SOLID), "plain ground", "solid|plain|solid color|solid colour|flat color|flat colour|einfarbig|uni|liso|纯色|無地|단색" },
  { DROP (MESH), "mesh gradient", "mesh gradient|mesh|gradient mesh|aurora gradient|fluid gradient|blurred gradient|soft gradient|弥散渐变|メッシュグラデーション" },
  { DROP (RADIAL), "radial gradient", "radial gradient|radial|spotlight|radialer verlauf|dégradé radial|degradado radial|径向渐变|円形グラデーション" },
  { DROP (LINEAR), "linear gradient", "gradient|linear gradient|ombre|ombré|farbverlauf|verlauf|dégradé|degradado|渐变|グラデーション|그라데이션|그라디언트|ग्रेडिएंट|গ্রেডিয়েন্ট" },
  { DROP (NOISE), "soft noise", "noise|noisy texture|grain texture|smoke|marble|rauschen|bruit|ruido|噪点|ノイズ|노이즈" },
  { DROP (PAPER), "paper", "paper|paper texture|papier|papel|parchment|kraft paper|canvas texture|纸张|纸|紙|종이|कागज़|কাগজ" },
  { DROP (HALFTONE), "halftone", "halftone|half-tone|half tone|raster|comic dots|demi-teinte|semitono|半调|ハーフトーン|하프톤" },
  { DROP (STRIPES), "stripes", "stripe|striped|stripes|diagonal lines|streifen|gestreift|rayure|rayé|raya|rayas|条纹|縞|ストライプ|줄무늬|धारियां|ডোরা" },
  { DROP (CHECKS), "checks", "check|checks|checked|checkered|checkerboard|chequered|gingham|plaid|kariert|schachbrett|damier|carreaux|cuadros|棋盘格|格子|チェック|체크|체크무늬" },
  { DROP (DOTS), "dots", "dot|dots|dotted|polka dot|polka dots|punkte|gepunktet|pois|lunares|puntos|圆点|波点|水玉|도트|물방울무늬" },
  { DROP (WAVES), "waves", "wave|waves|wavy|seigaiha|wellen|vague|vagues|ondas|olas|波浪|波纹|波|물결|파도|लहरें|ঢেউ" },
  { DROP (TERRAZZO), "terrazzo", "terrazzo|confetti|speckle|speckled|水磨石|テラゾー|테라조" },
  { DROP (TOPOGRAPHIC), "contour lines", "topographic|topographic lines|topographic map|topography|contour lines|contour map|contours|topo map|höhenlinien|lignes topographiques|curvas de nivel|等高线|等高線|등고선" },
  { DROP (LOWPOLY), "low-poly triangles", "low poly|low-poly|lowpoly|polygonal|triangulated|facets|多边形|ローポリ|로우폴리" },
  { DROP (GRID), "grid", "grid|grid lines|graph paper|blueprint|raster grid|gitter|grille|cuadrícula|网格|グリッド|방안|그리드" },
  { DROP (SHAPES), "geometric shapes", "geometric|geometric shapes|geometric pattern|bauhaus|abstract|abstract shapes|quarter circles|pattern|muster|geometrisch|motif|géométrique|patrón|geométrico|几何|抽象|图案|幾何学模様|抽象的|기하학|추상|패턴" },

  /* Layouts */
  { LAYOUT (POSTER), "poster", "poster|flyer|placard|leaflet|plakat|affiche|cartel|póster|afiche|海报|ポスター|포스터|पोस्टर|পোস্টার" },
  { LAYOUT (BANNER), "banner", "banner|web banner|header|hero image|leaderboard|billboard|bannière|pancarta|横幅|バナー|배너|बैनर|ব্যানার" },
  { LAYOUT (CARD), "card", "card|business card|visiting card|greeting card|invitation|postcard|name card|visitenkarte|einladung|karte|carte|carte de visite|invitación|tarjeta|tarjeta de visita|名片|卡片|请柬|名刺|カード|명함|카드|초대장|निमंत्रण|কার্ড" },
  { LAYOUT (SOCIAL), "social post", "social post|social media post|instagram post|post|story|instagram story|square post|reel cover|beitrag|publication|publicación|historia|社交媒体|帖子|投稿|ストーリー|게시물|스토리" },
  { LAYOUT (COVER), "cover", "cover|book cover|album cover|magazine cover|record cover|buchcover|umschlag|titelseite|couverture|portada|cubierta|封面|表紙|ジャケット|표지|커버" },
  { LAYOUT (STICKER), "sticker", "sticker|badge|emblem|decal|aufkleber|autocollant|pegatina|贴纸|徽章|ステッカー|バッジ|스티커|स्टिकर|স্টিকার" },
  { LAYOUT (PALETTE), "palette sheet", "palette sheet|color palette|colour palette|palette|swatches|swatch|color scheme|colour scheme|farbpalette|palette de couleurs|paleta|paleta de colores|配色|调色板|色板|カラーパレット|配色表|팔레트|색상표" },
  { LAYOUT (CHART_LINE), "line chart", "line chart|line graph|liniendiagramm|courbe|折线图|折れ線グラフ" },
  { LAYOUT (CHART_PIE), "ring chart", "pie chart|donut chart|doughnut chart|ring chart|kreisdiagramm|camembert|饼图|円グラフ" },
  { LAYOUT (CHART), "bar chart", "chart|bar chart|graph|diagram|diagramm|graphique|gráfico|图表|グラフ|차트|그래프" },
  { LAYOUT (STORYBOARD), "storyboard", "storyboard|storyboard frame|comic panels|分镜|絵コンテ|스토리보드" },
  { LAYOUT (MOBILE), "mobile wireframe", "mobile wireframe|mobile app|mobile screen|app screen|phone screen|mobile|app|phone|handy|移动应用|手机|アプリ|スマホ|모바일|앱" },
  { LAYOUT (DIALOG), "dialog wireframe", "dialog|dialogue box|dialog box|login form|login dialog|modal|popup|pop-up|dialogfenster|boîte de dialogue|diálogo|对话框|弹窗|ダイアログ|대화상자" },
  { LAYOUT (WEB), "web page wireframe", "wireframe|web page|webpage|website|landing page|homepage|dashboard|web wireframe|webseite|site web|página web|网页|网站|线框图|ウェブサイト|ワイヤーフレーム|웹사이트|웹페이지|와이어프레임|वेबसाइट|ওয়েবসাইট" },
  { LAYOUT (FRAME), "mock-up frame", "mockup|mock-up|mock up|framed|picture frame|device frame|frame|rahmen|cadre|marco|样机|相框|モックアップ|額縁|목업|액자" },

  /* Colours */
  { COLOR (0xd62839), "red", "red|scarlet|rot|rote|roter|rotes|roten|rouge|rojo|roja|红色|红|赤|赤い|赤色|빨간|빨강|빨간색|लाल|লাল" },
  { COLOR (0xa4133c), "crimson", "crimson|carmine|ruby|purpurrot" },
  { COLOR (0x7b1e3a), "burgundy", "burgundy|maroon|bordeaux|granate" },
  { COLOR (0xff6b5e), "coral", "coral|salmon|koralle|corail|珊瑚色" },
  { COLOR (0xf57c1f), "orange", "orange|oranger|orangen|naranja|橙色|橘色|橙|オレンジ|オレンジ色|주황|주황색|नारंगी|কমলা" },
  { COLOR (0xffb000), "amber", "amber|marigold|bernstein|ambre|ámbar" },
  { COLOR (0xf9c80e), "yellow", "yellow|gelb|gelbe|gelber|jaune|amarillo|amarilla|黄色|黄|黄色い|노란|노랑|노란색|पीला|पीली|হলুদ" },
  { COLOR (0xd4a017), "gold", "gold|golden|or|doré|dorado|oro|金色|金|금색|सुनहरा|সোনালি" },
  { COLOR (0xe2c391), "sand", "sand coloured|beige|tan|champagne|米色|ベージュ|베이지" },
  { COLOR (0xfff4dc), "cream", "cream|ivory|off-white|creme|crème|crema|奶油色|クリーム色|크림색" },
  { COLOR (0x7a4a2b), "brown", "brown|chocolate|braun|braune|brauner|brun|marron|marrón|棕色|褐色|茶色|갈색|भूरा|বাদামি" },
  { COLOR (0xc65d3b), "terracotta", "rust|sienna|copper|rost|cuivre|cobre" },
  { COLOR (0x2e9e4f), "green", "green|grün|grüne|grüner|grünen|vert|verte|verde|绿色|绿|緑|緑色|초록|초록색|녹색|हरा|हरी|সবুজ" },
  { COLOR (0xa4d03a), "lime", "lime|lime green|chartreuse|limette" },
  { COLOR (0x808a3c), "olive green", "olive green|khaki|olivgrün" },
  { COLOR (0x0f7b6c), "emerald", "emerald|jade|smaragd|émeraude|esmeralda" },
  { COLOR (0x0f8b8d), "teal", "teal|petrol|petrol blue|青绿色" },
  { COLOR (0x23c4d2), "turquoise", "turquoise|cyan|aqua|türkis|turquesa|青色|ターコイズ|청록색" },
  { COLOR (0x5bb8f0), "sky blue", "sky blue|light blue|baby blue|azure|hellblau|bleu ciel|celeste|天蓝色|浅蓝色|水色|하늘색|आसमानी|আকাশি" },
  { COLOR (0x2563d9), "blue", "blue|blau|blaue|blauer|blauen|bleu|bleue|azul|蓝色|蓝|青|青い|파란|파랑|파란색|नीला|नीली|নীল" },
  { COLOR (0x14264b), "navy", "navy|navy blue|dark blue|dunkelblau|bleu marine|azul marino|深蓝色|紺|紺色|남색" },
  { COLOR (0x4338ca), "indigo", "indigo|ultramarine|靛蓝|藍色" },
  { COLOR (0x7c3aed), "violet", "violet|purple|violett|lila|pourpre|morado|púrpura|紫色|紫|보라|보라색|बैंगनी|বেগুনি" },
  { COLOR (0xb48fe0), "lilac", "lilac|mauve|flieder|薰衣草色" },
  { COLOR (0xd6279b), "magenta", "magenta|fuchsia" },
  { COLOR (0xf28bb0), "pink", "pink|rosa|rose|粉色|粉红|粉红色|ピンク|분홍|분홍색|गुलाबी|গোলাপি" },
  { COLOR (0xffffff), "white", "white|weiß|weiss|weiße|weißer|weißen|blanc|blanche|blanco|blanca|白色|白|白い|하얀|흰색|흰|सफेद|सफ़ेद|সাদা" },
  { COLOR (0x111214), "black", "black|schwarz|schwarze|schwarzer|schwarzen|noir|noire|negro|negra|黑色|黑|黒|黒い|검은|검정|검은색|काला|काली|কালো" },
  { COLOR (0x8b9099), "grey", "grey|gray|grau|graue|grauer|gris|灰色|灰|グレー|회색|स्लेटी|ধূসর" },
  { COLOR (0xb9bfc7), "silver", "silver|silber|argent|plata|银色|銀|은색" },
  { COLOR (0x3a3f47), "charcoal", "charcoal|anthracite|graphite|anthrazit" },
  { SHADE (DARK), "darker", "dark|deep|dunkel|dunkle|dunkler|foncé|sombre|oscuro|深色|暗い|어두운|गहरा|গাঢ়" },
  { SHADE (LIGHT), "lighter", "light|pale|hell|helle|heller|clair|pâle|claro|浅色|明るい|밝은|हल्का|হালকা" },
  { SHADE (VIVID), "more vivid", "bright|vivid|vibrant|leuchtend|vif|brillante|vivo|鲜艳|鮮やか|선명한|चमकीला|উজ্জ্বল" },
  { SHADE (MUTED), "more muted", "muted|dusty|soft|desaturated|subdued|gedämpft|sourd|apagado|柔和|くすんだ" },

  /* Where, how large, how many */
  { PLACE (LEFT), "left", "left|on the left|to the left|left side|links|gauche|à gauche|izquierda|a la izquierda|左|左边|左侧|左側|왼쪽|बाएं|বামে|বাঁদিকে" },
  { PLACE (RIGHT), "right", "right|on the right|to the right|right side|rechts|droite|à droite|derecha|a la derecha|右|右边|右侧|右側|오른쪽|दाएं|ডানে|ডানদিকে" },
  { PLACE (CENTER), "centre", "center|centre|middle|mitte|milieu|centro|中间|中央|가운데|बीच|মাঝখানে" },
  { PLACE (TOP), "top", "at the top|top|oben|en haut|arriba|上方|顶部|위" },
  { PLACE (BOTTOM), "bottom", "at the bottom|bottom|unten|en bas|abajo|下方|底部|아래" },
  { PLACE (NEAR), "near", "in the foreground|foreground|close|nearby|close up|vordergrund|premier plan|primer plano|前景|手前|가까이" },
  { PLACE (FAR), "far", "in the distance|in the background|distant|far|far away|faraway|hintergrund fern|lointain|lejano|lejos|远处|遠く|멀리|दूर|দূরে" },
  { SIZE (-1), "small", "small|tiny|little|mini|klein|kleine|kleiner|kleines|petit|petite|pequeño|pequeña|小|小さい|小さな|작은|छोटा|ছোট" },
  { SIZE (1), "large", "large|big|tall|groß|große|großer|großes|grand|grande|大|大きい|大きな|큰|बड़ा|বড়" },
  { SIZE (2), "huge", "huge|giant|enormous|massive|riesig|riesige|énorme|géant|enorme|gigante|巨大|거대한|विशाल|বিশাল" },
  { NUMBER (1), "one", "one|single|ein|eine|einen|un|une|una|一|一个|一つ|하나|한|एक|এক|একটি" },
  { NUMBER (2), "two", "two|pair of|couple of|zwei|deux|dos|两|两个|二|二つ|둘|두|दो|দুই|দুটি" },
  { NUMBER (3), "three", "three|drei|trois|tres|三|三个|三つ|셋|세|तीन|তিন|তিনটি" },
  { NUMBER (4), "four", "four|vier|quatre|cuatro|四|四个|넷|네|चार|চার" },
  { NUMBER (5), "five", "five|fünf|cinq|cinco|五|五个|다섯|पाँच|पांच|পাঁচ" },
  { NUMBER (6), "six", "six|sechs|seis|六|여섯|छह|ছয়" },
  { NUMBER (7), "seven", "seven|sieben|sept|siete|七|일곱|सात|সাত" },
  { NUMBER (8), "eight", "eight|acht|huit|ocho|八|여덟|आठ|আট" },
  { NUMBER (9), "nine", "nine|neun|neuf|nueve|九|아홉|नौ|নয়" },
  { NUMBER (10), "ten", "ten|zehn|dix|diez|十|열|दस|দশ" },
  { NUMBER (12), "a dozen", "dozen|dutzend|douzaine|docena|twelve|zwölf|douze|doce" },
  { NUMBER (4), "a few", "few|some|several|a few|ein paar|einige|quelques|algunos|algunas|几个|いくつか|몇" },
  { NUMBER (14), "many", "many|lots of|many many|viele|beaucoup de|muchos|muchas|许多|很多|たくさん|많은|कई|অনেক" },

  /* Manners */
  { STYLE (MINIMAL), "minimal", "minimal|minimalist|minimalistic|simple|clean|sparse|schlicht|minimalistisch|minimaliste|épuré|minimalista|sencillo|极简|简约|简单|ミニマル|シンプル|미니멀|심플" },
  { STYLE (BOLD), "bold", "bold|strong|heavy|loud|brutalist|swiss|swiss style|international style|fett|kräftig|gras|audacieux|audaz|粗体|大胆|太字|굵은|대담한" },
  { STYLE (ELEGANT), "elegant", "elegant|classic|classical|serif|luxurious|refined|wedding|elegante|klassisch|élégant|classique|clásico|优雅|经典|エレガント|上品|우아한|고급" },
  { STYLE (MONO), "monospaced type", "monospace|monospaced|typewriter|code style|techno|technical|technisch|technique|técnico|等宽|等幅" },
  { STYLE (PLAYFUL), "playful", "playful|fun|cheerful|childlike|friendly|verspielt|fröhlich|ludique|joyeux|divertido|alegre|可爱|活泼|かわいい|楽しい|귀여운" },
  { STYLE (DARK), "dark ground", "dark mode|dark theme|dark style|dark background|dunkler hintergrund|fond sombre|fondo oscuro|深色模式|深色背景|ダークモード|다크 모드" },
  { STYLE (LIGHT), "light ground", "light mode|light theme|light background|airy|heller hintergrund|fond clair|fondo claro|浅色背景|라이트 모드" },
  { STYLE (GRAINY), "grain", "grain|grainy|film grain|riso|risograph|körnig|granuleux|granulado|颗粒|粒状|그레인" },
  { STYLE (FLAT), "flat", "flat|flat design|vector|flat illustration|illustration|flat style|scene|landscape|flach|illustriert|paysage|paisaje|landschaft|扁平|插画|风景|イラスト|風景|평면|일러스트|풍경" },

  /* What quoted text is */
  { ROLE (HEADLINE), "headline", "headline|title|heading|big text|main text|überschrift|titel|titre|título|titular|标题|主标题|見出し|タイトル|제목|शीर्षक|শিরোনাম" },
  { ROLE (SUBTITLE), "subtitle", "subtitle|subheading|sub-headline|subheadline|subline|tagline|slogan|sub heading|second line|untertitel|sous-titre|subtítulo|eslogan|副标题|字幕|サブタイトル|부제목|부제|उपशीर्षक|উপশিরোনাম" },
  { ROLE (BODY), "body text", "body|body text|paragraph|description|copy|fließtext|absatz|paragraphe|párrafo|正文|本文|본문" },
  { ROLE (BUTTON), "button", "button|cta|call to action|knopf|schaltfläche|bouton|botón|按钮|ボタン|버튼|बटन|বোতাম" },
  { ROLE (CAPTION), "caption", "caption|footer|footnote|small print|credit|date|address|bildunterschrift|fußzeile|datum|légende|pied de page|pie|fecha|说明|页脚|日期|キャプション|日付|캡션|날짜" },

  /* Parts of wireframes */
  { PART (HERO), "hero area", "hero|hero section|hero area" },
  { PART (CARDS), "cards", "cards|tiles|feature cards|features|pricing" },
  { PART (LIST), "list", "list|feed|inbox|liste|lista|列表|リスト|목록" },
  { PART (FORM), "form", "form|login|sign in|sign up|checkout|contact form|input fields|formular|formulaire|formulario|表单|フォーム" },
  { PART (TABLE), "table", "table|data table|spreadsheet|tabelle|tableau|tabla|表格" },
  { PART (SIDEBAR), "sidebar", "sidebar|side bar|navigation|nav|menu|seitenleiste|barre latérale|侧边栏|サイドバー" },
  { PART (CHART), "chart area", "charts|graphs|statistics|analytics|stats" },
  { PART (SEARCH), "search field", "search|search bar|search field|suche|recherche|búsqueda|搜索|検索|검색" },
  { PART (TABS), "tab bar", "tabs|tab bar|bottom navigation|toolbar" },
  { PART (GALLERY), "picture grid", "gallery|photos|photo grid|image grid|galerie|galería|图库|ギャラリー" },

  /* What a colour is for, and switches */
  { TARGET (GROUND), "ground", "background|backdrop|ground|hintergrund|fond|arrière-plan|fondo|背景|배경|पृष्ठभूमि|পটভূমি" },
  { TARGET (TEXT), "text", "text|texts|letters|lettering|type|typography|words|font|schrift|texte|lettres|texto|letras|文字|字|文字列|글자|글씨|텍스트|अक्षर|লেখা" },
  { TARGET (PALETTE), "palette", "colors|colours|color|colour|tones|hues|shades|theme|color theme|themed|scheme|farben|töne|couleurs|tons|colores|tonos|颜色|色调|色|色調|색|색상|रंग|রং" },
  { SWITCH (TRANSPARENT), "transparent ground", "transparent|transparent background|no background|cutout|cut-out|isolated|without background|transparenter hintergrund|freigestellt|fond transparent|fondo transparente|transparente|透明|透明背景|透明な背景|배경 투명|투명|투명 배경|पारदर्शी|স্বচ্ছ" },
  { SWITCH (TILE), "seamless tile", "seamless|tileable|tile|tiling|repeating|repeat|wallpaper pattern|nahtlos|kachel|gekachelt|sans couture|répétitif|sin costuras|repetido|mosaico|无缝|平铺|シームレス|타일" },
  { SWITCH (CENTERED), "centred", "centered|centred|zentriert|centré|centrado|居中|中央揃え" },
  { SWITCH (NO), "left out", "no|without|ohne|sans|sin|kein|keine" },

  /* Grammar */
  { STOP, NULL, "a|an|the|of|in|on|at|with|and|or else|over|under|above|below|behind|by|for|from|to|into|onto|is|are|be|it|its|this|that|these|those|there|has|have|as|up|down|across|around|along|near|next|between|through|his|her|my|our|your|their|me|i|we|you|please|draw|make|create|generate|show|paint|design|picture|image|drawing|render|saying|says|say|reading|reads|read|written|which|where|while|very|all|set|against|featuring|containing|full|style|styled|look|using|use|some kind|one that|vertical|horizontal|diagonal|beautiful|nice|who|but|then|also|just|so|not|side|inside|beside" },
  { STOP, NULL, "der|die|das|den|dem|des|einer|eines|einem|und|oder|mit|über|unter|auf|im|am|an|von|zum|zur|für|vor|hinter|neben|bei|zeichne|male|bild|aus|nach|zu|ist|sind|le|la|les|l|d|du|de|et|ou|avec|sur|sous|dans|au|aux|à|en|pour|par|devant|derrière|dessine|image de|el|los|las|lo|y|o|con|sobre|bajo|del|al|por|para|dibuja|imagen|es|son" },
  { STOP, NULL, "的|和|与|在|有|上|下|里|中|个|一张|一幅|张|幅|画|请|带|从|到|の|と|に|を|は|が|で|へ|も|や|な|から|まで|した|する|ある|いる|描いて|絵|画像|つ|匹|本|枚|및|과|와|의|에|위에|를|을|은|는|이|가|그림|있는|그려줘|के|का|की|में|पर|और|से|को|है|हैं|ऊपर|नीचे|साथ|चित्र|এবং|ও|উপর|উপরে|নিচে|সঙ্গে|সাথে|একটা|ছবি|আঁকো|এর|মধ্যে" },
};

G_END_DECLS
