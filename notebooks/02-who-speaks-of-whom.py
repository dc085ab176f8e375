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
from quoth.views.drawing import STYLES, THEME, places
from quoth.views.tables import table

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(lambda: alt.theme.ThemeConfig(config=THEME));

kg = quoth.build("../seeds/articles", "../out/notebooks").kg
network = kg.network("speaks-of")
table("summary", kg)

# %% [markdown]
# ## The picture
#
# A line goes from the speaker to the one spoken of; the thicker, the more often. (For the
# interactive one, open `graph.html` in the folder that was built.)

# %%
at = places(network)
dots = [{"actor": data["label"], "type": data["type"], "x": at[node][0], "y": -at[node][1],
         "weight": data["said"] + data["spoken_of"]} for node, data in network.nodes(data=True)]
lines = [{"x": at[a][0], "y": -at[a][1], "x2": at[b][0], "y2": -at[b][1],
          "times": data["weight"], "reported": data["indirect"] == data["weight"]}
         for a, b, data in network.edges(data=True)]

plain = alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)
links = alt.Chart(alt.Data(values=lines)).mark_rule(color="#686259", opacity=0.55).encode(
    x=alt.X("x:Q", axis=plain), y=alt.Y("y:Q", axis=plain), x2="x2:Q", y2="y2:Q",
    strokeWidth=alt.StrokeWidth("times:Q", scale=alt.Scale(range=[0.8, 5]), legend=None),
    strokeDash=alt.StrokeDash("reported:N", legend=None,
                              scale=alt.Scale(domain=[False, True], range=[[1, 0], [5, 4]])))
shapes = {"person": "circle", "organization": "square", "place": "triangle-up",
          "group": "diamond", "unnamed": "circle"}
kinds = [kind for kind in shapes if any(dot["type"] == kind for dot in dots)]
actors = alt.Chart(alt.Data(values=dots)).mark_point(filled=True, opacity=1).encode(
    x="x:Q", y="y:Q",
    color=alt.Color("type:N", title=None,
                    scale=alt.Scale(domain=kinds, range=[STYLES[k].light for k in kinds])),
    shape=alt.Shape("type:N", title=None,
                    scale=alt.Scale(domain=kinds, range=[shapes[k] for k in kinds])),
    size=alt.Size("weight:Q", scale=alt.Scale(range=[60, 900]), legend=None))
names = alt.Chart(alt.Data(values=dots)).mark_text(dy=20, fontSize=11, color="#1e1c19").encode(
    x="x:Q", y="y:Q", text="actor:N")
(links + actors + names).properties(width=720, height=560, title="Who speaks of whom")

# %% [markdown]
# ## Who is central?
#
# `weight_in` counts how often others speak of somebody, `weight_out` how often they speak of
# others. PageRank asks who is spoken of by those who are spoken of; betweenness, on how many
# shortest ways somebody stands.

# %%
centralities = table("centralities", kg)
centralities.head(10)

# %%
scale = alt.Scale(type="symlog")  # a step at the left is as wide as a big one at the right
talk = alt.Chart(alt.Data(values=list(centralities))).mark_point(filled=True, opacity=0.9, size=90)
talk = talk.encode(
    x=alt.X("weight_out:Q", title="speaks of others", scale=scale),
    y=alt.Y("weight_in:Q", title="is spoken of", scale=scale),
    color=alt.Color("type:N", title=None,
                    scale=alt.Scale(domain=kinds, range=[STYLES[k].light for k in kinds])))
loud = [row for row in centralities if max(row["weight_out"], row["weight_in"]) > 4]
names = alt.Chart(alt.Data(values=loud)).mark_text(
    align="left", dx=8, fontSize=11).encode(x="weight_out:Q", y="weight_in:Q", text="actor:N")
(talk + names).properties(width=520, height=360, title={
    "text": "Talkers and talked about",
    "subtitle": "Those at the right speak; those at the top are what it is about"})

# %% [markdown]
# ## Who bridges?
#
# Communities are circles of actors that speak of each other more than of the rest. Bridges have
# ties in several of them.

# %%
table("bridges", kg).head(8)

# %% [markdown]
# ## Who answers whom?
#
# Two who speak of each other. In a handful of reports there may be nobody; in a debate this table
# is the heart of it.

# %%
table("reciprocity", kg)

# %% [markdown]
# ## Named together
#
# What one and the same quotation names belongs together in the speaker's mind.

# %%
table("centralities", kg, kind="named-together").select(
    "actor", "type", "degree", "weight_in").head(8)

# %% [markdown]
# The network is a plain networkx graph. Everything that networkx can do works on it, and Gephi and
# Cytoscape open it: `kg.write("network.graphml")`, `kg.write("network.gexf")`.
