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
# Two outlets report the same speech. Do they quote the same sentences? In the same words? What did
# each leave out? A *statement* is what somebody expressed, whichever articles report it; its
# *quotations* are the reports.

# %%
import altair as alt

import quoth
from quoth.views.drawing import FORMS, THEME
from quoth.views.tables import Table, table

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(lambda: alt.theme.ThemeConfig(config=THEME));

kg = quoth.build("../seeds/articles", "../out/notebooks").kg
table("outlets", kg)

# %% [markdown]
# ## Whom does each outlet let speak?

# %%
quotations = [row for row in table("quotations", kg) if row["speaker"]]
for row in quotations:
    row["place"] = row["outlet"] or row["article"]
shares = alt.Chart(alt.Data(values=quotations)).mark_rect(cornerRadius=2).encode(
    x=alt.X("place:N", title=None, axis=alt.Axis(labelAngle=-20, labelLimit=150)),
    y=alt.Y("speaker:N", title=None, sort="-color"),
    color=alt.Color("count():Q", title="quotations", scale=alt.Scale(range=["#f6e5df", "#a3262a"])))
shares.properties(width=520, title={
    "text": "Each outlet has its own voices",
    "subtitle": "Quotations by speaker and outlet; an article without an outlet stands for itself"})

# %% [markdown]
# ## Whose words?
#
# An outlet that quotes directly lets the speaker choose the words; one that reports indirectly
# chooses them itself.

# %%
alt.Chart(alt.Data(values=quotations)).transform_calculate(
    rank=f"indexof({list(FORMS)}, datum.form)"
).mark_bar(height=18).encode(
    x=alt.X("count():Q", stack="normalize", title="share of the quotations",
            axis=alt.Axis(format="%")),
    y=alt.Y("place:N", title=None, axis=alt.Axis(labelLimit=260)),
    color=alt.Color("form:N", title="words", sort=list(FORMS),
                    scale=alt.Scale(domain=list(FORMS), range=list(FORMS.values()))),
    order=alt.Order("rank:Q"),
).properties(width=460, title="Own words and reported ones")

# %% [markdown]
# ## The same statement in different words
#
# These statements stand in more than one article. Read the wordings against each other: what one
# outlet quotes, another may paraphrase, shorten, or sharpen.

# %%
wordings = table("wordings", kg)
wordings.select("speaker", "outlet", "form", "cue", "words")

# %% [markdown]
# ## What did each leave out?
#
# For every speaker whom several articles quote: the statements that only one of them has.

# %%
statements = [row for row in table("statements", kg) if row["speaker"]]
heard_in = {}
for row in quotations:
    heard_in.setdefault(row["speaker"], set()).add(row["place"])
shared = {speaker for speaker, places in heard_in.items() if len(places) > 1}
alone = [{"speaker": row["speaker"], "only_in": row["outlets"], "statement": row["statement"]}
         for row in statements if row["speaker"] in shared and row["reports"] == 1]
Table(sorted(alone, key=lambda row: (row["speaker"], row["only_in"])))

# %%
alt.Chart(alt.Data(values=alone)).mark_bar(height=16, color="#0072b2").encode(
    x=alt.X("count():Q", title="statements that no other article reports"),
    y=alt.Y("only_in:N", title=None, sort="-x", axis=alt.Axis(labelLimit=260)),
    row=alt.Row("speaker:N", title=None, header=alt.Header(labelAngle=0, labelAlign="left")),
).resolve_scale(y="independent").properties(width=330, title="Told by one alone")
