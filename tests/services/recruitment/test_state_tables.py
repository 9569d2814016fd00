"""What every table of states says when it refuses."""

from __future__ import annotations

from services.recruitment.state_tables import not_now

_POST, _DRAFT, _CLOSE = ("岗位〔2013〕3", "Post 3"), ("拟设", "is a draft"), ("撤销", "close it")


def test_a_refusal_names_the_thing_its_state_and_the_way_out() -> None:
    refusal = not_now(_POST, _DRAFT, _CLOSE, [("修改", "edit it"), ("设立", "open it")])

    assert refusal.zh == "岗位〔2013〕3拟设，现在不能撤销；可以：修改、设立。"
    assert refusal.en == (
        "Post 3 is a draft, so nobody can close it now; possible: edit it or open it."
    )


def test_where_nothing_is_left_to_do_it_can_still_be_read() -> None:
    refusal = not_now(_POST, _DRAFT, _CLOSE, [])

    assert (refusal.zh[-7:], refusal.en[-18:]) == ("；可以：查看。", "possible: read it.")
