"""The process in which MPXJ makes one schedule into Microsoft Project's XML: `python -m … KIND FILE MADE MOST_BYTES`."""

import importlib
import resource
import sys
from typing import Any

HEAP = "-Xmx512m"
SECONDS = 55
_READERS = {
    "mpp": "org.mpxj.mpp.MPPReader",
    "xer": "org.mpxj.primavera.PrimaveraXERFileReader",
    "mpx": "org.mpxj.mpx.MPXReader",
    "pmxml": "org.mpxj.primavera.PrimaveraPMFileReader",
}


def main(kind: str, path: str, made: str, most: int) -> int:
    """Convert one file. Returns 0, or 1 with the reason on stderr."""
    _hold_back(most)
    jpype: Any = importlib.import_module("jpype")
    importlib.import_module("mpxj")  # puts itself on the class path
    jpype.startJVM(HEAP, "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", convertStrings=True)
    try:
        read = jpype.JClass(_READERS[kind])().read(jpype.JString(path))
        if read is None:
            sys.stderr.write("it holds no project\n")
            return 1
        jpype.JClass("org.mpxj.mspdi.MSPDIWriter")().write(read, jpype.JString(made))
    except jpype.JException as problem:
        sys.stderr.write(f"{str(problem).splitlines()[0]}\n")
        return 1
    return 0


def _hold_back(most: int) -> None:
    """Processor time and the size of what is written have an end; the memory of Java is its heap."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most + 1, most + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
