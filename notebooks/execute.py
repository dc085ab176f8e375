"""Run the notebooks: `python notebooks/execute.py [NAME...]` writes NAME.ipynb beside NAME.py.

The source is the .py file; the .ipynb is the same with its outputs, to be read without running.
"""

import sys
from pathlib import Path

import jupytext
from nbclient import NotebookClient
from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
SOURCES = sorted(HERE.glob("0*.py"))


def executed(source: Path, *, folder: Path = HERE) -> NotebookNode:
    """Return the notebook with its outputs; nothing in it hangs on the time or the machine."""
    notebook = jupytext.read(source)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False,
                            resources={"metadata": {"path": str(folder)}})
    client.execute()
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


if __name__ == "__main__":
    for source in [HERE / f"{name}.py" for name in sys.argv[1:]] or SOURCES:
        jupytext.write(executed(source), source.with_suffix(".ipynb"))
        print(source.with_suffix(".ipynb").name)
