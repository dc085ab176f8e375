# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Comparing outlets
#
# Several outlets report the same speeches. Do they quote the same sentences? In the same words?
# What did each leave out?
#
# A *statement* is what somebody expressed, whichever articles report it; its *quotations* are the
# reports. An article that names no outlet stands for itself, with its title or its first words.

# %%
import altair as alt

import quoth

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(quoth.theme);

# %%
kg = quoth.build("../seeds/articles", "../out/notebooks").kg
kg.table("outlets")

# %% [markdown]
# ## Whom does each let speak?

# %%
quotations = kg.table("quotations").where(lambda row: row["speaker"])
for row in quotations:
    row["place"] = row["outlet"] or row["article"]
voices = alt.Chart(alt.Data(values=quotations)).transform_aggregate(
    times="count()", groupby=["place", "speaker"]
).encode(x=alt.X("speaker:N", title=None, sort=alt.EncodingSortField("times", "sum", "descending"),
                 axis=alt.Axis(orient="top", labelAngle=-35)),
         y=alt.Y("place:N", title=None))
(voices.mark_rect().encode(color=alt.Color("times:Q", legend=None))
 + voices.mark_text().encode(text="times:Q", color=alt.condition(
     "datum.times > 9", alt.value("#fffefb"), alt.value("#1e1c19")))
 ).properties(width=430, height=190, title={
    "text": "Each has its own voices", "subtitle": "Quotations by outlet and speaker"})

# %% [markdown]
# ## Whose words?
#
# Who quotes directly lets the speaker choose the words; who reports indirectly chooses them.

# %%
order = ["direct", "mixed", "indirect"]
alt.Chart(alt.Data(values=quotations)).transform_calculate(
    rank=f"indexof({order}, datum.form)"
).mark_bar(height=18).encode(
    x=alt.X("count():Q", stack="normalize", title="share of the quotations",
            axis=alt.Axis(format="%", tickCount=5)),
    y=alt.Y("place:N", title=None),
    color=alt.Color("form:O", title="words", sort=order),
    order="rank:Q",
).properties(width=430, title="Own words and reported ones")

# %% [markdown]
# ## The same statement in different words
#
# These statements stand in more than one article. Read the wordings against each other: what one
# quotes, another may paraphrase, shorten, or sharpen.

# %%
kg.table("wordings").select("speaker", "words", "cue", "form", "outlet").head(12)

# %% [markdown]
# ## What did each leave out?
#
# Of the speakers whom several articles quote: how many of their statements does one article share
# with another, and how many does it have alone?

# %%
shared = {speaker for speaker in quotations.column("speaker")
          if len(set(quotations.where(speaker=speaker).column("article"))) > 1}
told = quotations.where(lambda row: row["speaker"] in shared)
alone = set(kg.table("exclusives").column("statement_id"))
for row in told:
    row["told"] = "here alone" if row["statement"] in alone else "elsewhere too"
alt.Chart(alt.Data(values=told)).mark_bar(height=18).encode(
    x=alt.X("distinct(statement):Q", title="statements"),
    y=alt.Y("place:N", title=None),
    color=alt.Color("told:N", title="told", scale=alt.Scale(
        domain=["elsewhere too", "here alone"], range=["#a9c4d8", "#0072b2"])),
).properties(width=430, title={
    "text": "Much is told by one alone",
    "subtitle": "Statements of speakers whom several articles quote"})

# %% [markdown]
# The exclusives, in full:

# %%
kg.table("exclusives").select("speaker", "said", "only_in").head(15)
