"""Two kinds of import contract that import-linter does not bring; pyproject.toml uses them."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.domain.helpers import module_expressions_to_modules


class ForbiddenWhereBuilt(ForbiddenContract):
    """Forbids imports between packages, and is silent about those of ours that are not built yet."""

    type_name = "forbidden_where_built"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        self.source_modules = _built(self.source_modules, graph)
        self.forbidden_modules = _built(self.forbidden_modules, graph)
        return super().check(graph, verbose)


class Only(Contract):
    """Of this project, the sources import (directly) the allowed modules, one another, and nothing else."""

    type_name = "only"

    source_modules = fields.SetField(subfield=fields.ModuleExpressionField())
    allowed_modules = fields.SetField(subfield=fields.ModuleExpressionField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        allowed = {str(expression) for expression in self.allowed_modules}
        strays = [
            (importer, imported)
            for source in module_expressions_to_modules(graph, self.source_modules)
            for importer in sorted({source.name, *graph.find_descendants(source.name)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if _inside(imported, {source.name.partition(".")[0]}) and not _inside(imported, allowed | {source.name})
        ]
        return ContractCheck(kept=not strays, metadata={"strays": strays})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["strays"]:
            output.print_error(f"{importer} may not import {imported}.", bold=True)


def _built(expressions: set, graph: ImportGraph) -> set:
    return {
        expression
        for expression in expressions
        if expression.has_wildcard_expression()
        or not str(expression).startswith("leadline.")
        or str(expression) in graph.modules
    }


def _inside(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
