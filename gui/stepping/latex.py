"""A step's formulas as LaTeX to paste elsewhere."""

from core.numbers import latex_number
from core.stepping.rendering import Writer, batch_pieces, latex_of
from core.stepping.step import Batch, Line, Matrix, MatrixLine, Step

_MOST_ROWS = 12


def step_latex(step: Step, writer: Writer) -> str:
    """Every line of the step, one below the other."""
    return aligned([_line_latex(line, writer) for line in step.lines])


def aligned(lines: list[str]) -> str:
    """Formulas one below the other, at their first =."""
    if len(lines) <= 1:
        return lines[0] if lines else ""
    rows = " \\\\\n".join(line.replace("=", "&=", 1) for line in lines)
    return f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}"


def _line_latex(line: Line | MatrixLine | Batch, writer: Writer) -> str:
    if isinstance(line, Line):
        return latex_of(writer.line(line))
    if isinstance(line, Batch):
        return latex_of(batch_pieces(line))
    return matrix_line_latex(line, writer)


def matrix_line_latex(line: MatrixLine, writer: Writer) -> str:
    """The names, the matrices with their numbers, and the result."""
    names = " ".join(p if isinstance(p, str) else p.latex for p in line.pieces)
    numbers = " ".join(p if isinstance(p, str) else _numbers(p, writer) for p in line.pieces)
    return f"{line.left} = {names} = {numbers} = {_numbers(line.result, writer)}"


def _numbers(matrix: Matrix, writer: Writer) -> str:
    rows = [
        " & ".join(_cell(matrix, i, j, writer) for j in range(matrix.values.shape[1]))
        for i in range(min(len(matrix.values), _MOST_ROWS))
    ]
    if len(matrix.values) > _MOST_ROWS:
        rows.append(r"\vdots")
    if matrix.values.size == 1:
        return rows[0]
    return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"


def _cell(matrix: Matrix, i: int, j: int, writer: Writer) -> str:
    if matrix.absent is not None and matrix.absent[i, j]:
        return r"\cdot"
    return latex_number(float(matrix.values[i, j]), writer.notation)
