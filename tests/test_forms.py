"""Forms of the local chat: everything that is wrong is said at once, each at its field, with the words kept."""

from tests.promises.day_local import LocalDay


def test_everything_wrong_with_a_form_is_said_at_once_each_at_its_field(databases):
    said = {"Company": "Acme", "Amount": "a lot", "Phone": "1", "Note": "met at the fair"}
    with databases.fresh("sqlite") as url:
        local = LocalDay(url)
        local.fills("li", "form new", said, title="", room="east")
        (form,) = (sight for sight in local.sights() if sight.title == "form")
        kept = {
            field["label"]: field["value"]
            for post in local._posts()
            if post["form"]
            for field in post["form"]["fields"]
        }
        local.close()

    assert [words for _, words in form.buttons] == [
        "“1” does not look like a phone number",
        "Can't read “a lot” as an amount",
    ]
    assert kept == said | {"Contact": "", "Email": "", "Source": ""}
