"""German, Dutch, Danish."""

from stoa.services.localization.domain.sentences.rules.language import Language

GERMAN = Language(
    "German",
    "de",
    names=(
        "hr hrn fr frl dr prof dipl ing med phil rer nat jur theol habil mag st hl sr gebr kath evang "
        "ev geb sog"
    ),
    numbers=(
        "nr nrn s str bd bde abb art abs kap ziff tab vgl anm aufl ca etwa tel jan feb febr mär apr jun "
        "jul aug sep sept okt nov dez mo di mi do fr sa so zi"
    ),
    others=(
        "bzw ca usw etc evtl ggf inkl exkl max min mind vgl bspw insb sog str pl allg amtl bes betr "
        "bzgl dgl einschl engl entspr franz gegr gem gest gesch i.d.r lat lt mtl rd röm sen jun stellv "
        "techn tel tgl u.a u.ä urspr verh verst versch vorm wiss z.b z.t zz zzgl o.ä d.h u.s.w usf vs "
        "co corp inc ltd hrsg verf übers ehem jh jhd jhdt mio mrd tsd std sek mwst nördl südl östl "
        "westl"
    ),
    starters=(
        "der die das den dem des ein eine einen einem einer er sie es ich du wir ihr man dieser diese "
        "dieses diesen diesem jener jene in im an am auf aus bei beim mit nach seit von vom zu zum zur "
        "für über unter vor während wegen trotz durch gegen ohne um und oder aber denn doch sondern "
        "wenn als ob weil dass da nachdem bevor obwohl jedoch auch nur noch schon so dann danach dort "
        "hier heute gestern morgen jetzt nun was wer wie wo wann warum wieso welche welcher welches "
        "nicht kein keine sein seine ihre mein unser alle alles viele einige mehrere beide zudem "
        "außerdem dabei daher deshalb allerdings trotzdem laut gemäß ist sind war waren hat haben wird "
        "werden kann können soll"
    ),
    never_glued="sie ihr ihre du man morgen",
    months=(
        "januar jänner februar märz april mai juni juli august september oktober november dezember "
        "jahrhundert jahrhunderts"
    ),
    ordinals=True,
)

DUTCH = Language(
    "Dutch",
    "nl",
    names="dhr mevr mw hr dr drs mr ing ir prof ds st fam jhr kol gen kapt lt",
    numbers=(
        "nr nrs p pp blz pag art hfst afb fig tel vol dl par ca jan feb febr mrt apr jun jul aug sep "
        "sept okt nov dec"
    ),
    others=(
        "enz etc bijv bv nv evt excl incl max min ca resp vgl o.a d.w.z z.g zgn t.a.v m.b.t i.v.m jl ll "
        "aug jr sr vs inc ltd co corp red uitg vert str"
    ),
    starters=(
        "de het een hij zij ze wij we ik jij je u jullie dit dat deze die er hier daar in op aan bij "
        "met na naar van voor uit over onder tegen door zonder sinds tot tijdens volgens en of maar "
        "want dus als wanneer toen omdat hoewel terwijl ook nog toch echter bovendien daarna daarom nu "
        "vandaag gisteren wat wie waar hoe waarom welke niet geen zijn haar hun mijn ons onze alle veel "
        "sommige is was heeft"
    ),
)

DANISH = Language(
    "Danish",
    "da",
    names="hr fr frk dr prof ing cand adv skt kapt ltn adj dir",
    numbers="nr s stk kap fig tlf art kl ca jan feb mar apr jun jul aug sep sept okt nov dec",
    others=(
        "bl.a f.eks m.fl m.m m.v osv o.l pga mht ca evt inkl ekskl mio mia kr jf hhv co inc ltd corp "
        "etc jr sr vs st"
    ),
    starters=(
        "det den de en et han hun vi jeg du i på af til fra med om ved efter før og eller men hvis når "
        "da som at hvad hvem hvor hvorfor hvordan ikke der her nu også dog derfor sin hans hendes deres "
        "min vores alle mange nogle er var har"
    ),
    never_glued="i de",
)
