"""English."""

from stoa.services.localization.domain.sentences.rules.language import Language

ENGLISH = Language(
    "English",
    "en",
    names=(
        "mr mrs ms messrs dr prof hon pres gov sen rep reps sens amb gen adm lt col maj cmdr capt cpl "
        "sgt pvt fr mt ft supt det insp atty msgr mx assoc asst rev"
    ),
    numbers=(
        "n° nº no nos p pp fig figs art sec sect ch chap vol vols pt eq ex ref app par para ver jan feb "
        "mar apr jun jul aug sep sept oct nov dec approx ca c tel ext"
    ),
    others=(
        "st ave blvd rd sq bldg apt dept univ inc ltd co corp bros llc plc jr sr esq etc al vs viz cf "
        "est ed eds trans jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs "
        "fri calif mass penn ariz conn ala ark fla ill ind kan minn miss neb okla tenn tex va wash wis "
        "ore assn natl intl govt ph.d d.phil b.sc m.sc gmbh op cit"
    ),
    starters=(
        "the a an this that these those it he she we they you i there here but and so if when while "
        "after before although because however in on at for from with as to by what why how who where "
        "did does do is are was were have has can could would will should not no yes its his her their "
        "our my your then now also meanwhile some many most all each every both one two since though "
        "until unless once let nobody nothing everybody everyone somebody something anyone during under "
        "over between among despite according still thus therefore moreover finally such another "
        "several few more only even just perhaps maybe please later"
    ),
    never_glued="i you a later please such more only",
    pronouns="and or than but as nor am",
)
