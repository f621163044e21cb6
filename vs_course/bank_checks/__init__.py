"""What keeps the bank good when others add to it: each module is one gate.

A gate has `remarks(bank)`: French sentences, none when all is well. In the tests a remark on the
course's own bank fails; for a teacher's folder (`vs-course verifier --qualite`) it is advice. A
gate whose tool isn't installed raises Unavailable.
"""


class Unavailable(RuntimeError):
    """A gate that can't be passed here; its text names the tool that is missing."""
