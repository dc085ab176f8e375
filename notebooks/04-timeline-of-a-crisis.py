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

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(quoth.theme);

# %%
kg = quoth.build("../seeds/articles", "../out/notebooks").kg
timeline = kg.table("timeline").where(lambda row: row["date"] and row["speaker"])
print(f"{sum(timeline.column('quotations'))} quotations with a day and a speaker, "
      f"from {timeline[0]['date']} to {timeline[-1]['date']}")

# %% [markdown]
# ## The loud days
#
# The day is the one on which it was said where the article gives it, else the day of publication.

# %%
day = alt.Axis(format="%-d %b", labelAngle=0, tickCount="week", grid=False)
order = ["direct", "mixed", "indirect"]
alt.Chart(alt.Data(values=timeline)).transform_calculate(
    rank=f"indexof({order}, datum.form)"
).mark_bar(size=12).encode(
    x=alt.X("date:T", title=None, axis=day, scale=alt.Scale(padding=16)),
    y=alt.Y("sum(quotations):Q", title="quotations"),
    color=alt.Color("form:O", title="words", sort=order),
    order="rank:Q",
).properties(width=620, height=180, title={
    "text": "The day on which everybody speaks", "subtitle": "Quotations by day"})

# %% [markdown]
# ## Who speaks when?

# %%
alt.Chart(alt.Data(values=timeline)).mark_circle().encode(
    x=alt.X("date:T", title=None, axis=day, scale=alt.Scale(padding=24)),
    y=alt.Y("speaker:N", title=None, sort=alt.EncodingSortField("date", op="min"),
            axis=alt.Axis(grid=True)),
    size=alt.Size("sum(quotations):Q", title="quotations", scale=alt.Scale(
        domain=[1, 20], range=[50, 900]), legend=alt.Legend(values=[1, 5, 10, 20])),
).properties(width=560, height=alt.Step(40), title={
    "text": "The voices, in the order in which they enter",
    "subtitle": "Quotations by speaker and day"})

# %% [markdown]
# ## What do they do with their words?
#
# To say or to assert is the daily bread of a report. The other acts are where things happen:
# somebody announces, demands, warns, promises.

# %%
acts = alt.Chart(alt.Data(values=timeline)).transform_aggregate(
    times="sum(quotations)", groupby=["speaker", "act"]
).encode(x=alt.X("act:N", title=None, sort=alt.EncodingSortField("times", "sum", "descending"),
                 axis=alt.Axis(orient="top", labelAngle=-35)),
         y=alt.Y("speaker:N", title=None, sort=alt.EncodingSortField("times", "sum", "descending")))
(acts.mark_rect().encode(color=alt.Color("times:Q", legend=None))
 + acts.mark_text().encode(text="times:Q", color=alt.condition(
     "datum.times > 8", alt.value("#fffefb"), alt.value("#1e1c19")))
 ).properties(width=alt.Step(42), height=alt.Step(30), title={
    "text": "What they do with their words", "subtitle": "Quotations by speaker and speech act"})

# %% [markdown]
# ## The story in quotations
#
# Every act that is more than saying, in the order of the days.

# %%
deeds = kg.table("quotations").where(
    lambda row: row["date"] and row["act"] not in (None, "say", "assert"))
deeds.sorted("date", "speaker").select("date", "speaker", "act", "said", "outlet")
