"""Trees merged three ways: nobody's edits are lost, and what both sides changed is said."""

from millwright.factory.projects import Conflict, Following, merge_trees

BASE = {"a.py": b"one\ntwo\nthree\nfour\nfive\n", "gone.py": b"x\n", "kept.py": b"k\n"}


def test_what_only_one_side_changed_is_taken():
    ours = {**BASE, "kept.py": b"edited\n", "mine.txt": b"mine\n"}
    theirs = {"a.py": b"one\nTWO\nthree\nfour\nfive\n", "kept.py": b"k\n", "new.py": b"n\n"}
    merged = merge_trees(BASE, ours, theirs)
    assert merged.files == {
        "a.py": b"one\nTWO\nthree\nfour\nfive\n",
        "kept.py": b"edited\n",
        "mine.txt": b"mine\n",
        "new.py": b"n\n",
    }
    assert merged.conflicts == ()
    assert merged.carried == ("kept.py", "mine.txt")


def test_edits_of_different_lines_of_a_file_come_together():
    ours = {**BASE, "a.py": b"one\ntwo\nthree\nfour\nFIVE\n"}
    theirs = {**BASE, "a.py": b"ONE\ntwo\nthree\nfour\nfive\n"}
    assert merge_trees(BASE, ours, theirs).files["a.py"] == b"ONE\ntwo\nthree\nfour\nFIVE\n"


def test_of_lines_that_both_changed_the_persons_stay_and_both_are_told():
    ours = {**BASE, "a.py": b"one\nmine\nthree\nfour\nfive\n"}
    theirs = {**BASE, "a.py": b"one\ntheirs\nthree\nfour\nFIVE\n"}
    merged = merge_trees(BASE, ours, theirs)
    assert merged.files["a.py"] == b"one\nmine\nthree\nfour\nFIVE\n"
    assert merged.conflicts == (Conflict("a.py", 2, "mine\n", "theirs\n"),)


def test_a_file_that_one_side_removed_and_the_other_changed_is_a_conflict():
    ours = {**BASE, "gone.py": b"edited\n"}
    del ours["kept.py"]
    theirs = {"a.py": BASE["a.py"], "kept.py": b"new\n"}
    merged = merge_trees(BASE, ours, theirs)
    assert merged.files["gone.py"] == b"edited\n"
    assert "kept.py" not in merged.files
    assert merged.conflicts == (Conflict("gone.py", None, "edited\n", ""), Conflict("kept.py", None, "", "new\n"))


def test_two_files_of_one_name_are_a_conflict_unless_they_are_the_same():
    ours = {**BASE, "new.py": b"mine\n", "same.py": b"same\n", "picture.png": b"\xff\x00"}
    theirs = {**BASE, "new.py": b"theirs\n", "same.py": b"same\n", "picture.png": b"\xfe\x00"}
    merged = merge_trees(BASE, ours, theirs)
    assert merged.files["new.py"] == b"mine\n"
    assert [(item.path, item.ours) for item in merged.conflicts] == [("new.py", "mine\n"), ("picture.png", "(2 bytes)")]


def test_files_to_be_preserved_stay_as_they_are():
    theirs = {**BASE, "a.py": b"new\n", "src/config/new.ts": b"n\n"}
    merged = merge_trees(BASE, BASE, theirs, preserve=["a.*", "src/config/*"])
    assert merged.files == BASE
    assert merged.preserved == ("a.py", "src/config/new.ts")


def test_edits_follow_a_renaming_of_their_file_and_of_the_names_in_it():
    base = {"client.py": b"class Client:\n    name = 1\n    mail = 2\n    end = 3\n"}
    ours = {"client.py": b"class Client:\n    name = 1\n    mail = 2\n    end = 3\n\nfirst = Client()\n"}
    theirs = {"customer.py": b"class Customer:\n    name = 1\n    mail = 2\n    end = 3\n"}

    def renamed(text: str) -> str:
        return text.replace("client", "customer").replace("Client", "Customer")

    merged = merge_trees(base, ours, theirs, following=Following(renamed, renamed))
    assert merged.files == {
        "customer.py": b"class Customer:\n    name = 1\n    mail = 2\n    end = 3\n\nfirst = Customer()\n"
    }
    assert merged.conflicts == ()


def test_a_persons_own_file_stays_when_a_renamed_one_would_take_its_path():
    base = {"client.py": b"class Client:\n    name = 1\n"}
    ours = {**base, "customer.py": b"mine = 1\n"}
    theirs = {"customer.py": b"class Customer:\n    name = 1\n"}

    def renamed(text: str) -> str:
        return text.replace("client", "customer").replace("Client", "Customer")

    merged = merge_trees(base, ours, theirs, following=Following(renamed, renamed))
    assert merged.files == {"customer.py": b"mine = 1\n"}
    assert merged.conflicts == (Conflict("customer.py", None, "mine = 1\n", "class Customer:\n    name = 1\n"),)
