"""Russian, Ukrainian, Bulgarian, Polish."""

from stoa.services.localization.domain.sentences.rules.language import Language

RUSSIAN = Language(
    "Russian",
    "ru",
    names=(
        "г гг гор д дер с пос ул пл пер пр пр-т просп наб бул обл р-н респ акад проф доц д-р доктор др "
        "им ген полк кап лейт св о г-н г-жа гр тов инж зам чл корр дир зав нач ст мл"
    ),
    numbers=(
        "стр с п пп ст гл рис илл табл т тт кн ч вып см ср № тел кв д корп оф янв февр фев мар апр июн "
        "июл авг сент сен окт нояб ноя дек пн вт чт пт сб вс руб ок"
    ),
    others=(
        "т.е т.к т.н т.д т.п т.ч и.о м.б напр тыс млн млрд руб коп долл дол шт экз изд ред сост пер "
        "англ нем фр лат греч рус букв прим см ср л кг км м мм мин сек час ч н.э у.е др пр проч кол-во "
        "куб кв"
    ),
    starters=(
        "в во на с со к по из за от до для о об при без над под у он она оно они я ты мы вы это этот "
        "эта эти тот та те так такой и а но или если когда как что чтобы где кто почему потому поэтому "
        "однако также тоже ещё еще уже после перед через между согласно не нет да его её их мой наш ваш "
        "свой все всё весь каждый многие некоторые сейчас теперь сегодня вчера там тут здесь тогда "
        "затем впрочем кроме хотя пока"
    ),
)

UKRAINIAN = Language(
    "Ukrainian",
    "uk",
    names=(
        "г гр д с м смт сел вул пл пр пров просп бул обл р-н ім акад проф доц д-р ген полк св о п пан "
        "пані тов інж зам зав нач ст"
    ),
    numbers=(
        "стор с п пп ст гл рис іл табл т тт кн ч вип див № тел кв буд корп січ лют бер квіт трав черв "
        "лип серп вер жовт лист груд грн"
    ),
    others=(
        "т.е т.д т.п т.зв напр тис млн млрд грн коп дол шт вид ред пер англ нім фр лат грец рос укр "
        "буквал прим див пор кг км мм хв сек год н.е та ін куб кв рр р ст"
    ),
    starters=(
        "в у на з зі із до по від для про при без над під за через між після перед він вона воно вони я "
        "ти ми ви це цей ця ці той та ті так такий і й а але або чи якщо коли як що щоб де хто чому "
        "тому проте однак також теж ще вже не ні його її їх мій наш ваш свій усі всі все весь кожен "
        "багато деякі зараз тепер сьогодні вчора там тут тоді потім крім хоча поки"
    ),
)

BULGARIAN = Language(
    "Bulgarian",
    "bg",
    names="г гр ул пл бул д-р проф доц акад инж св т.г т.н",
    numbers="стр чл ал т тел",
    others="вкл т.е т.н т.нар др напр хил млн млрд лв ст изд",
    starters=(
        "в във на с със за от до по при без той тя то те аз ти ние вие това този тази тези и а но или "
        "ако когато как че където кой защо не да"
    ),
)

POLISH = Language(
    "Polish",
    "pl",
    names=(
        "p pp ks dr hab prof mgr inż lic doc św bł gen płk ppłk mjr kpt por ppor red dyr prez im ul al "
        "pl os woj pow gm m.in tzw tzn bałt bp abp kard o"
    ),
    numbers=(
        "nr str s poz art ust pkt par rozdz rys tab t tom z. zob por ok tel r w sty lut mar kwi maj cze "
        "lip sie wrz paź lis gru"
    ),
    others=(
        "itd itp np m.in tzn tj tzw ok godz min sek tys mln mld zł gr szt egz wyd red tłum ang niem fr "
        "łac ros pol hist geogr jez wg ww zob por cd cdn jr sr inc ltd co corp r w pt ds s.a sp z.o.o "
        "kl"
    ),
    starters=(
        "w we na z ze do od po za o u przy bez nad pod dla przez między przed on ona ono oni one ja ty "
        "my wy to ten ta te ci tam tu i a ale oraz lub albo jeśli jeżeli gdy kiedy jak że żeby gdzie "
        "kto co czy dlaczego dlatego jednak także też również jeszcze już nie tak jego jej ich mój nasz "
        "wasz swój wszyscy wszystko każdy wiele niektóre teraz dziś dzisiaj wczoraj potem wtedy ponadto "
        "choć jest są był była było zdaniem według"
    ),
    months=(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    ),
)
