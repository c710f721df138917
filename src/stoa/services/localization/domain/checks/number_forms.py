"""Words for numbers, by language: beginnings of words, so that inflected and ordinal forms are known too.

Values stand in the order of `VALUES`; forms of one value are parted by a slash, `-` is none.
"""

VALUES = (*range(21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6, 10**9)

WORDS = {
    "en": """
        zero/none one/first/once/single
        two/second/twice/both/half/pair/couple/double/dual/either/twin/fortnight/bilingual
        three/third/triple/thrice/trio
        four/quarter five/fifth six seven eight nine/nin ten eleven twel/dozen thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen twent thirty/thirtie
        forty/fortie fifty/fiftie sixty/sixtie seventy/seventie eighty/eightie
        ninety/ninetie hundred/centur thousand/millen million billion
    """,
    "es": """
        cero/ningun un/uno/una/primer dos/segund/ambos/ambas/doble/medi/mitad/pareja
        tres/tercer/tercio/triple cuatr/cuart cinco/quint seis/sext siete/séptim/septim
        ocho/octav nueve/noven diez/décim/decim once doce/docena trece catorce quince
        dieciséis diecisiete dieciocho diecinueve veint/vigésim treint/trigésim cuarent
        cincuent sesent setent ochent novent cien/cient/centen/siglo mil/mileni
        millon/millón millardo
    """,
    "fr": """
        zéro/aucun un/une/premi deux/second/double/demi/moitié trois/trois/tiers/triple
        quatr/quart cinq six sept huit neuf/neuv dix onze douz treize quatorze quinze
        seize dix-sept dix-huit dix-neuf vingt trent quarant cinquant soixant
        soixante-dix quatre-vingt quatre-vingt-dix cent/siècl mill/millén million
        milliard
    """,
    "de": """
        null/kein ein/erst/einmal zwei/zweit/beid/doppel/halb/hälfte/paar drei/dritt
        vier/viert fünf sechs sieb acht neun zehn elf zwölf/dutzend dreizehn vierzehn
        fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig
        sechzig siebzig achtzig neunzig hundert/jahrhundert tausend million milliarde
    """,
    "pt": """
        zero/nenhum um/uma/primeir dois/duas/segund/ambos/ambas/dupl/mei/metade
        três/terceir/terço/tripl quatr/quart cinco/quint seis/sext sete/sétim oito/oitav
        nove/non dez/décim onze doze/dúzia treze quatorze/catorze quinze
        dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vint/vigésim
        trint quarent cinquent sessent setent oitent novent cem/cent/século
        mil/milênio/milénio milhão/milhões bilhão/bilhões
    """,
    "it": """
        zero/nessun un/uno/una/prim due/second/entramb/doppi/mezz/metà/coppia/paio
        tre/terz/tripl quattr/quart cinqu/quint sei/sest sett/settim ott nov/non
        diec/decim undic dodic/dozzin tredic quattordic quindic sedic diciassett diciott
        diciannov vent trent quarant cinquant sessant settant ottant novant
        cent/secol/duecent mill/mila/millenn milion/milioni miliard
    """,
    "ca": """
        zero un/una/primer dos/dues/segon/ambdós/ambdues/doble/mig/meitat/parell
        tres/tercer/terç quatr/quart cinc/cinqu sis/sis set/setè vuit nou/nov
        deu/dec/dès onz dotz/dotzen tretz catorz quinz setz disset divuit dinou vint
        trent quarant cinquant seixant setant vuitant norant cent/segle mil/mil·lenni
        milió/milion miliard
    """,
    "pl": """
        zer/żad jed/pierwsz dw/drug/oba/obie/obu/oboje/podwój/pół/połow trz/trzec
        czter/czwart pię/piąt sześ/szóst sied/siód osi/ósm dziew dzies jeden dwana/tuzin
        trzyna czterna pięt/piętna szesna siedemna osiemna dziewiętna
        dwadzieścia/dwudzie trzydzie czterdzie pięćdzie sześćdzie siedemdzie osiemdzie
        dziewięćdzie sto/stu/set/stule/wiek/wieku tysi milion miliard
    """,
    "ru": """
        нол/нул/ни один/одн/перв
        дв/втор/оба/обе/обоих/обоим/дважды/полови/пара/пару/пары/полтор
        тр/трет/трое/трой четыр/четв пят шест сем/седьм вос девят десят одиннад
        двенад/дюжин тринад четырнад пятнад шестнад семнад восемнад девятнад двадц тридц
        сорок пятьдес/пятидес шестьдес/шестидес семьдес/семидес восемьдес/восьмидес
        девянос сто/ста/сот/век/столет тысяч миллион миллиард
    """,
    "ar": """
        صفر واحد/أول/احد/إحدى/أحد اثن/إثن/ثان/اثنان/كلا/ضعف/نصف/مرتين/زوج ثلاث/ثالث/ثلث
        أربع/رابع/اربع/ربع خمس/خامس ست/سادس سبع/سابع ثمان/ثامن تسع/تاسع عشر/عاشر -/حادي
        اثني/ثاني - - - - - - - عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين
        ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين مئ/مائ/قرن/مئة ألف/آلاف/ألفي
        مليون/ملايين مليار
    """,
    "hi": """
        शून्य एक/पहल/प्रथम दो/दूसर/दोनों/दोन/आध/जोड़/दुगुन/दोगुन/डेढ़ तीन/तीसर/तिहाई
        चार/चौथ पांच/पाँच छह/छः/छठ/छठी सात आठ नौ/नव दस ग्यारह बारह/दर्जन तेरह चौदह
        पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस/उन्नी बीस तीस चालीस पचास साठ सत्तर अस्सी
        नब्बे सौ/शताब्द/सदी हज़ार/हजार मिलियन/लाख बिलियन/अरब
    """,
    "ja": """
        零/ゼロ 一/最初/初/ひと 二/両/ふた/2つ/次/半/倍 三/みっ/三つ 四 五
        六 七 八 九 十 十一 十二/ダース 十三 十四 十五 十六 十七 十八 十九
        二十 三十 四十 五十 六十 七十 八十 九十 百/世紀 千 百万 十億
    """,
    "zh": """
        零/〇 一/首/第一/单/個 二/两/兩/双/雙/半/倍/次 三 四 五 六 七 八
        九 十 十一 十二/打 十三 十四 十五 十六 十七 十八 十九 二十 三十 四十
        五十 六十 七十 八十 九十 百/世纪/世紀 千 百万/百萬 十亿/十億
    """,
}
