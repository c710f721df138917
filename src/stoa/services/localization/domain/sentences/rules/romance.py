"""Spanish, French, Portuguese, Italian."""

from stoa.services.localization.domain.sentences.rules.language import Language

SPANISH = Language(
    "Spanish",
    "es",
    names=(
        "sr sra srta sres sras dr dra dres prof profa lic ing arq abg gral cnel cap tte sgto d dña dn "
        "mons excmo excma ilmo ilma rev hno hna pbro fr mt st sta sto"
    ),
    numbers=(
        "núm núms num nro no n.º nº n° pág págs pag pags p pp art arts cap caps vol vols fig figs tel "
        "tfno teléf ext cra cll av avda c cód ed lám t ene feb mar abr may jun jul ago sep sept oct nov "
        "dic lun mié mier jue vie sáb aprox"
    ),
    others=(
        "etc cía cia hnos jr ud uds vd vds ee.uu ee uu rr.hh aa.vv ss dpto depto admón admon edo prov "
        "avda av esq ap apdo cf vid ej p.ej máx mín min seg hs hrs km kg inc ltd co corp s.a s.l a.c "
        "d.c trad comp coord ss.mm pza pl bco blvd mt vs bibl"
    ),
    starters=(
        "el la los las lo un una unos unas él ella ellos ellas yo tú usted ustedes nosotros este esta "
        "esto estos estas ese esa eso aquel aquella en de del al a por para con sin según sobre desde "
        "hasta entre tras durante y o pero mas sino aunque si cuando donde como porque pues mientras "
        "que qué quién cuál cómo cuándo dónde no sí ya también además así entonces luego después antes "
        "hoy ahora su sus mi tu nuestro nuestra se le les me te nos hay es son fue era ha han había "
        "todo todos toda todas cada muchos muchas algunos algunas otro otra otros otras"
    ),
)

FRENCH = Language(
    "French",
    "fr",
    names="m mm mme mmes mlle mlles me mgr dr drs pr prof st ste gén col cap lt",
    numbers=(
        "n no nos n° nº p pp art al chap vol t fig figs tél tel poste cf éd env janv févr fév avr juil "
        "sept oct nov déc av bd ch"
    ),
    others=(
        "etc cf av bd boul fg env ex vol vs sté cie ets ltd inc co corp éd coll trad hab arr dép adj "
        "apr j.-c jr suppl ref réf max min"
    ),
    starters=(
        "le la les un une des du il elle ils elles on nous vous je tu ce cet cette ces ça cela ceci en "
        "au aux à par pour avec sans sous sur dans chez depuis pendant selon après avant entre et ou "
        "mais donc or ni car si quand lorsque comme puisque alors ainsi aussi cependant toutefois "
        "pourtant enfin puis ensuite que qui quoi où comment pourquoi quel quelle son sa ses leur leurs "
        "mon ma mes notre nos votre vos tout tous toute toutes chaque plusieurs certains certaines "
        "quelques ne pas hier voici voilà"
    ),
)

PORTUGUESE = Language(
    "Portuguese",
    "pt",
    names=(
        "sr sra srta srs sras dr dra drs prof profa prof.ª eng arq cel cap gen ten sgt maj d dom exmo "
        "exma ilmo ilma rev pe fr st sto sta"
    ),
    numbers=(
        "n nº n.º n° no núm p pp pág págs art arts cap vol fig figs tel tab ed av r fev mar abr mai jun "
        "jul ago set out nov dez"
    ),
    others=(
        "etc av ltda cia jr s.a ex máx mín aprox ed org orgs trad vs inc ltd co corp dep depto km kg "
        "min seg eua al op cit"
    ),
    starters=(
        "o a os as um uma uns umas ele ela eles elas eu tu você vocês nós este esta isto estes estas "
        "esse essa isso aquele aquela aquilo em no na nos nas de do da dos das ao à aos às por pelo "
        "pela para com sem sob sobre até desde entre após antes durante segundo e ou mas porém contudo "
        "embora se quando onde como porque pois enquanto que quem qual quais não sim já também além "
        "assim então depois hoje ontem agora seu sua seus suas meu minha nosso nossa é são foi era há "
        "tem todo todos toda todas cada muitos muitas alguns algumas outro outra outros"
    ),
)

ITALIAN = Language(
    "Italian",
    "it",
    names=(
        "sig sigg sig.ra sig.na sigra dott dott.ssa dr prof prof.ssa ing avv arch geom rag sen mons dir "
        "amm rev gen col cap ten s san don st egr gent spett"
    ),
    numbers=(
        "n nn num n° nº p pp pag pagg art artt cap vol fig figg tel tab ed par sec gen feb mar apr mag "
        "giu lug ago set sett ott nov dic lun mer gio ven sab dom all"
    ),
    others=(
        "ecc etc es p.es cfr vs ca circa cia soc s.p.a s.r.l f.lli jr ed trad vol inc ltd co corp max "
        "min tot av a.c d.c u.s on c.a c.so v.le p.za amm dir"
    ),
    starters=(
        "il lo la i gli le un uno una egli ella lui lei loro io tu noi voi essi esse questo questa "
        "questi queste quello quella quelli quelle ciò in nel nella nei nelle nello di del della dei "
        "delle dello a al alla ai alle allo da dal dalla dai dalle per con senza su sul sulla tra fra "
        "dopo prima durante secondo e o ma però se quando dove come perché mentre che chi quale quali "
        "cosa non sì già anche inoltre così allora poi quindi oggi ieri ora suo sua suoi sue mio mia "
        "nostro nostra è sono era ha hanno si ci vi ne tutto tutti tutta tutte ogni molti molte alcuni "
        "alcune altri altre"
    ),
)
