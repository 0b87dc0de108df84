"""The forms for an entry, new or changed; leaves what comes of them to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Field, Form
from knowledge.faq.editing import AREAS
from knowledge.faq.entry import FaqEntry


def new_entry(
    voice: Voice,
    values: Mapping[str, str] | None = None,
    about: str = "",
    near: Sequence[FaqEntry] = (),
    categories: Sequence[str] = (),
) -> Form:
    """For a new entry. `about`: the question or proposal that it comes from; `near`: entries that may answer it already."""
    fields = (*same(voice, near), *text_fields(voice, categories))
    return Form(name="faq_entry", title=voice.say("form.faq_entry"), fields=filled_with(values or {}, *fields),
                submit=voice.say("button.save"), about=about, language=voice.language)  # fmt: skip


def change_entry(voice: Voice, values: Mapping[str, str], about: str, person: str) -> Form:
    """For one that there is: all that can be said of it. `person`: who changes it, and may become its owner."""
    question, ways, answer, category, area = text_fields(voice, ())
    owners = dict.fromkeys([one.id for one in voice.directory.central()] + [person, values.get("owner", "")])
    choices = tuple((one, known.name) for one in owners if one and (known := voice.directory.person(one)))
    fields = (
        question, replace(ways, label=voice.say("field.entry_all_ways")), answer,
        Field(name="local", label=voice.say("field.entry_local"), kind="long", required=False,
              hint=voice.say("field.entry_local_hint")),
        Field(name="guardian_sv", label=voice.say("field.entry_guardian_sv"), kind="long", required=False,
              hint=voice.say("field.entry_guardian_hint")),
        Field(name="guardian_en", label=voice.say("field.entry_guardian_en"), kind="long", required=False),
        category, area,
        Field(name="source", label=voice.say("field.entry_source"), required=False),
        Field(name="audience", label=voice.say("field.entry_audience"), required=False),
        Field(name="owner", label=voice.say("field.entry_owner"), kind="choice", required=False, choices=choices),
        Field(name="review_by", label=voice.say("field.entry_review"), kind="date", required=False),
        Field(name="valid_from", label=voice.say("field.entry_from"), kind="date", required=False),
        Field(name="valid_to", label=voice.say("field.entry_to"), kind="date", required=False),
    )  # fmt: skip
    return Form(name="faq_entry", title=voice.say("form.faq_change"), fields=filled_with(values, *fields),
                submit=voice.say("button.save"), about=about, language=voice.language)  # fmt: skip


def same(voice: Voice, near: Sequence[FaqEntry]) -> tuple[Field, ...]:
    """The entries that may answer it already: the question's words are added to one instead."""
    choices = tuple((one.id, excerpt(one.title, 75)) for one in near)
    label, hint = voice.say("field.entry_same"), voice.say("field.entry_same_hint")
    return (Field(name="same", label=label, kind="choice", required=False, choices=choices, hint=hint),) if near else ()


def text_fields(voice: Voice, categories: Sequence[str] = ()) -> tuple[Field, ...]:
    """Question, three ways that people would say it, answer, category, area."""
    areas = tuple((area, voice.say(f"area.{area}")) for area in AREAS)
    used = voice.say("field.category_hint", names=", ".join(categories)) if categories else ""
    return (
        Field(name="question", label=voice.say("field.entry_question")),
        Field(name="ways", label=voice.say("field.entry_ways"), kind="long", required=False,
              hint=voice.say("field.entry_ways_hint")),
        Field(name="answer", label=voice.say("field.entry_answer"), kind="long"),
        Field(name="category", label=voice.say("field.category"), required=False, hint=used),
        Field(name="area", label=voice.say("field.area"), kind="choice", required=False, choices=areas),
    )  # fmt: skip


def filled_with(values: Mapping[str, str], *fields: Field) -> tuple[Field, ...]:
    """The fields with what stands in them already."""
    return tuple(replace(field, value=values.get(field.name, "")) for field in fields)
