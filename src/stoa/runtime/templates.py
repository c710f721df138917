"""Templates, compiled once a language: what is the same on every page is worked out then, not each time."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from stoa.kernel.errors import Defect
from stoa.kernel.share import whole_percent
from stoa.runtime import amounts, words

COMPONENTS = "components/"
"""Templates of macros that know nothing but what they are given, the texts and the built files."""


KEPT = 20_000
"""Drawn pieces of each language: about 10 MB at most."""


class Unset(jinja2.StrictUndefined):
    """A value that was not given: one may ask whether it is there; showing or comparing it is a defect."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


class _Context(Context):
    """Without globals of single templates: here all share the same, so none are compared at every import."""

    def __init__(
        self,
        environment: jinja2.Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: object = None,  # noqa: A002, ARG002 - as Jinja names it
    ) -> None:
        super().__init__(environment, parent, name, blocks)


class Templates(jinja2.Environment):
    """Of one language. known: what every template and component sees by name, the same on all pages."""

    def __init__(self, locale: str, known: Mapping[str, Any], *, reload: bool = False) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader(words.WEB / "templates"),
            autoescape=True,
            undefined=Unset,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=reload,
            extensions=["jinja2.ext.i18n"],
        )
        self.code_generator_class = _Compiler
        self.context_class = _Context
        self.install_gettext_translations(words.catalog(locale), newstyle=False)  # type: ignore[attr-defined]
        self.filters.update(
            exactly=amounts.exactly,
            in_percent=amounts.in_percent,
            whole_percent=whole_percent,
            number=partial(amounts.number, locale=locale),
            size=partial(amounts.size, locale=locale),
        )
        self._known = frozenset(known)
        # By type too: a text that is safe html is drawn otherwise than the same text that is not.
        self.globals.update(known, asset=_asset, kept=lru_cache(maxsize=KEPT, typed=True)(_draw))

    def draw(self, name: str, values: Mapping[str, Any]) -> str:
        """A whole template, or a fragment. Raises Defect for a value by the name of what all pages know."""
        if not self._known.isdisjoint(values):
            raise Defect("template.shadowed", template=name, names=sorted(self._known & values.keys()))
        template = self.get_template(name)
        try:
            context = template.new_context({**self.globals, **values}, shared=True)
            return "".join(template.root_render_func(context))
        except Exception:  # noqa: BLE001 - raised again, with the lines of the template
            self.handle_exception()


def _draw(component: Callable[..., str], *given: str | None) -> str:
    """As a component draws from these texts; it knows nothing else, so what it drew before is as good."""
    return component(*given)


@lru_cache
def _built() -> dict[str, str]:
    """Logical name of a built file → its name with hash. Made by `npm run build`."""
    return msgspec.json.decode((words.WEB / "built" / "assets.json").read_bytes(), type=dict[str, str])


def _asset(name: str) -> str:
    return f"/static/{_built()[name]}"


class _Compiler(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        super().visit_Template(_Constants(self.environment, node).visit(node), frame)


class _Constants(NodeTransformer):
    """Puts the answer in place of a call to a text, a built file or a component with constant arguments."""

    def __init__(self, environment: jinja2.Environment, template: nodes.Template) -> None:
        self._environment = environment
        self._modules: dict[str, str] = {}
        self._macros: dict[str, tuple[str, str]] = {}
        self._context = nodes.EvalContext(environment)
        for imported in template.find_all(nodes.Import):
            if place := _component(imported):
                self._modules[imported.target] = place
        for chosen in template.find_all(nodes.FromImport):
            if place := _component(chosen):
                self._macros.update({alias: (place, macro) for macro, alias in _pairs(chosen)})

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:
        """What is inside is handed to the macro, so the call itself stays."""
        self.generic_visit(node.call)
        node.body = [self.visit(inner) for inner in node.body]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        self.generic_visit(node)
        function = self._function(node.node)
        if function is None or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            given = [one.as_const(self._context) for one in node.args]
            named = {one.key: one.value.as_const(self._context) for one in node.kwargs}
        except nodes.Impossible:
            return node
        return nodes.Const(function(*given, **named), lineno=node.lineno)

    def _function(self, called: nodes.Expr) -> Callable[..., Any] | None:
        match called:
            case nodes.Name(name="_"):
                return self._environment.globals["gettext"]  # type: ignore[return-value]
            case nodes.Name(name="asset"):
                return _asset
            case nodes.Name(name=name) if name in self._macros:
                return self._macro(*self._macros[name])
            case nodes.Getattr(node=nodes.Name(name=name), attr=macro) if name in self._modules:
                return self._macro(self._modules[name], macro)
        return None

    def _macro(self, template: str, name: str) -> Callable[..., Any]:
        return getattr(self._environment.get_template(template).module, name)  # type: ignore[no-any-return]


def _component(imported: nodes.Import | nodes.FromImport) -> str | None:
    """Address of the component, if it is one and sees nothing of the page."""
    if imported.with_context or not isinstance(imported.template, nodes.Const):
        return None
    place: str = imported.template.value
    return place if place.startswith(COMPONENTS) else None


def _pairs(chosen: nodes.FromImport) -> list[tuple[str, str]]:
    """Names of what is imported, there and here."""
    return [name if isinstance(name, tuple) else (name, name) for name in chosen.names]
