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
# # Who speaks of whom
#
# Every quotation that names somebody is a line between two actors. Together the lines are a
# network: who is on everybody's lips, who answers whom, who links circles that otherwise don't
# speak of each other.

# %%
import altair as alt

import quoth

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(quoth.theme);

# %%
kg = quoth.build("../seeds/articles", "../out/notebooks").kg
kg.table("summary")

# %% [markdown]
# ## The picture
#
# A line goes from the speaker to the one spoken of; the thicker, the more often. The interactive
# one is `graph.html` in the folder that was built.

# %%
nodes, links = kg.table("nodes"), kg.table("links")
for link in links:
    link["reported"] = link["indirect"] == link["weight"]
bare = {"axis": alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None),
        "scale": alt.Scale(nice=False, zero=False, padding=36)}
lines = alt.Chart(alt.Data(values=links)).mark_rule(color="#686259", opacity=0.5).encode(
    x=alt.X("x:Q", **bare), y=alt.Y("y:Q", **bare), x2="x2:Q", y2="y2:Q",
    strokeWidth=alt.StrokeWidth("weight:Q", scale=alt.Scale(range=[0.8, 6]), legend=None),
    strokeDash=alt.StrokeDash("reported:N", legend=None, scale=alt.Scale(
        domain=[False, True], range=[[1, 0], [5, 4]])))
actors = alt.Chart(alt.Data(values=nodes)).transform_calculate(
    weight="datum.said + datum.spoken_of")
shapes = actors.mark_point(opacity=1, stroke="#fffefb", strokeWidth=1).encode(
    x="x:Q", y="y:Q", color=alt.Color("color:N", scale=None),
    shape=alt.Shape("shape:N", scale=None),
    size=alt.Size("weight:Q", scale=alt.Scale(range=[70, 1100]), legend=None))
names = actors.mark_text(dy=22, stroke="#fffefb", strokeWidth=3.5, strokeJoin="round").encode(
    x="x:Q", y="y:Q", text="node:N")
(lines + shapes + names + names.mark_text(dy=22)).properties(width=740, height=560, title={
    "text": "Who speaks of whom",
    "subtitle": ["People are blue circles, organizations orange squares, places green triangles.",
                 "A dashed line: always in the words of the article."]})

# %% [markdown]
# ## Speakers and spoken of
#
# Some do the talking, others are what it is about, and few are both.

# %%
centralities = kg.table("centralities")
loud = sorted(centralities, key=lambda row: -row["weight_out"] - row["weight_in"])[:14]
sides = [{"actor": row["actor"], "times": times, "side": side} for row in loud for side, times in (
    ("speaks of others", -row["weight_out"]), ("is spoken of", row["weight_in"]))]
alt.Chart(alt.Data(values=sides)).mark_bar(height=15).encode(
    x=alt.X("times:Q", title="← speaks of others | is spoken of →",
            axis=alt.Axis(labelExpr="abs(datum.value)")),
    y=alt.Y("actor:N", title=None, sort=[row["actor"] for row in loud]),
    color=alt.Color("side:N", legend=None, scale=alt.Scale(
        domain=["speaks of others", "is spoken of"], range=["#0072b2", "#d98a00"])),
).properties(width=480, title={
    "text": "Talkers and talked about",
    "subtitle": "How often each speaks of somebody, and how often somebody speaks of them"})

# %% [markdown]
# ## Who names whom?
#
# The same as a table: each row is a speaker, each column somebody spoken of.

# %%
spoken_of = [row["node"] for row in nodes.sorted("spoken_of", reverse=True)[:9]]
cells = alt.Chart(alt.Data(values=links.where(lambda row: row["other"] in spoken_of))).encode(
    x=alt.X("other:N", title=None, sort=spoken_of,
            axis=alt.Axis(orient="top", labelAngle=-35, labelLimit=150)),
    y=alt.Y("one:N", title=None, sort=[row["node"] for row in nodes]))
(cells.mark_rect().encode(color=alt.Color("weight:Q", legend=None))
 + cells.mark_text().encode(text="weight:Q", color=alt.condition(
     "datum.weight > 7", alt.value("#fffefb"), alt.value("#1e1c19")))
 ).properties(width=480, title="Quotations of the speaker at the left that name the one above")

# %% [markdown]
# ## Who is central?
#
# `weight_in` counts how often others speak of somebody, `weight_out` how often they speak of
# others. PageRank asks who is spoken of by those who are spoken of; betweenness, on how many
# shortest ways somebody stands.

# %%
centralities.head(8)

# %% [markdown]
# ## Circles
#
# Communities are circles of actors that speak of each other more than of the rest.

# %%
kg.table("communities")

# %% [markdown]
# ## Who bridges?
#
# Bridging speakers have ties in several circles.

# %%
kg.table("bridges").where(lambda row: row["said"]).head(8)

# %% [markdown]
# ## Who answers whom?
#
# Two who speak of each other. In a debate this table is the heart of it; in a handful of reports
# about somebody else it may well be empty.

# %%
answers = kg.table("reciprocity")
print(f"{len(answers)} of {len(links)} ties are answered.")
answers.select("one", "other", "one_of_other", "other_of_one")

# %% [markdown]
# ## Named together
#
# What one and the same quotation names belongs together in the speaker's mind.

# %%
kg.table("links", "named-together").select("one", "other", "weight").head(8)

# %% [markdown]
# The network is a plain networkx graph, `kg.network()`. Everything that networkx can do works on
# it. Gephi and Cytoscape open it: `kg.write("network.gexf")`, `kg.write("network.cyjs")`.
