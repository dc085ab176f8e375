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
# # Timeline of a crisis
#
# Who spoke on which day, and what did they do with their words: state, announce, demand, promise?
# The speech acts of a crisis, day by day.

# %%
import altair as alt

import quoth
from quoth.views.drawing import FORMS, THEME
from quoth.views.tables import Table, table

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(lambda: alt.theme.ThemeConfig(config=THEME));

kg = quoth.build("../seeds/articles", "../out/notebooks").kg
timeline = [row for row in table("timeline", kg) if row["date"] and row["speaker"]]
print(f"{sum(row['quotations'] for row in timeline)} quotations with a day and a speaker, "
      f"from {timeline[0]['date']} to {timeline[-1]['date']}")

# %% [markdown]
# ## The loud days
#
# The day is the one on which it was said where the article gives it, else the day of publication.

# %%
alt.Chart(alt.Data(values=timeline)).mark_bar(size=9).encode(
    x=alt.X("date:T", title=None, axis=alt.Axis(format="%-d %b", labelAngle=0)),
    y=alt.Y("sum(quotations):Q", title="quotations"),
    color=alt.Color("form:N", title="words", sort=list(FORMS),
                    scale=alt.Scale(domain=list(FORMS), range=list(FORMS.values()))),
).properties(width=640, height=170, title="Quotations by day")

# %% [markdown]
# ## Who speaks when?

# %%
alt.Chart(alt.Data(values=timeline)).mark_circle(color="#0072b2", opacity=0.85).encode(
    x=alt.X("date:T", title=None, axis=alt.Axis(format="%-d %b", labelAngle=0)),
    y=alt.Y("speaker:N", title=None, sort=alt.EncodingSortField("date", op="min")),
    size=alt.Size("sum(quotations):Q", title="quotations", scale=alt.Scale(range=[40, 700])),
).properties(width=560, title={
    "text": "The voices, in the order in which they enter",
    "subtitle": "Quotations by speaker and day"})

# %% [markdown]
# ## What do they do with their words?
#
# To say or to state is the daily bread of a report. The other acts are where things happen:
# somebody announces, demands, warns, promises.

# %%
acts = alt.Chart(alt.Data(values=timeline)).mark_rect(cornerRadius=2).encode(
    x=alt.X("act:N", title=None, sort="-color", axis=alt.Axis(labelAngle=-40)),
    y=alt.Y("speaker:N", title=None, sort="-color"),
    color=alt.Color("sum(quotations):Q", title="quotations",
                    scale=alt.Scale(range=["#e3ecf5", "#0b3c66"])))
acts.properties(width=520, title="Speech acts by speaker")

# %% [markdown]
# ## The story in quotations
#
# Every act that is more than saying, in the order of the days.

# %%
told = [row for row in table("quotations", kg) if row["date"] and row["act"] not in (None, "say")]
told.sort(key=lambda row: (row["date"], row["speaker"] or ""))
Table(told).select("date", "speaker", "act", "said", "outlet")
