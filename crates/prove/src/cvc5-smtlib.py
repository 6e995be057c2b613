"""Speaks SMT-LIB on stdin and stdout with the library of the Python package `cvc5`, which brings no program."""

import sys

import cvc5


def fresh():
    solver = cvc5.Solver()
    for argument in sys.argv[1:]:
        name, _, value = argument.removeprefix("--").partition("=")
        solver.setOption(name, value)
    symbols = cvc5.SymbolManager(solver.getTermManager() if hasattr(solver, "getTermManager") else solver)
    return solver, symbols


def run(solver, symbols, text):
    parser = cvc5.InputParser(solver, symbols)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "stdin")
    while True:
        command = parser.nextCommand()
        if command.isNull():
            return
        answer = str(command.invoke(solver, symbols))
        if answer:
            sys.stdout.write(answer if answer.endswith("\n") else answer + "\n")
            sys.stdout.flush()


def main():
    solver, symbols = fresh()
    held, depth, quoted = "", 0, None
    for line in sys.stdin:
        if not held and line.strip() == "(reset)":
            solver, symbols = fresh()
            continue
        held += line
        for sign in line:
            if quoted:
                quoted = None if sign == quoted else quoted
            elif sign == ";":
                break
            elif sign in '"|':
                quoted = sign
            elif sign in "()":
                depth += 1 if sign == "(" else -1
        if depth == 0 and quoted is None:
            try:
                run(solver, symbols, held)
            except RuntimeError as error:
                message = str(error).replace('"', "'").replace("\n", " ")
                sys.stdout.write(f'(error "{message}")\n')
                sys.stdout.flush()
            held = ""


main()
