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
# # Who said what
#
# In January 2022 unrest shakes Kazakhstan, and a military alliance sends troops. Five news reports
# about it lie in `seeds/articles`. Who is quoted in them? In whose words? And can we check it?
#
# This page goes from plain text files to the answers.

# %%
import altair as alt

import quoth

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(quoth.theme);

# %% [markdown]
# ## From articles to a graph
#
# One call reads the articles, finds the quotations and their speakers, and writes a folder with
# everything to look at: `graph.html` for the browser, `articles/` with the marked texts, tables,
# and the graph itself.

# %%
kg = quoth.build("../seeds/articles", "../out/notebooks").kg
print(f"{len(kg.articles)} articles, {len(kg.quotations)} quotations, "
      f"{len(kg.statements)} statements")

# %% [markdown]
# ## Who is heard?
#
# The long bars are the voices that carry the story. Dark is what they say in their own words,
# light what the article says that they said.

# %%
quotations = kg.table("quotations")
order = ["direct", "mixed", "indirect"]
alt.Chart(alt.Data(values=quotations.where(lambda row: row["speaker"]))).transform_calculate(
    rank=f"indexof({order}, datum.form)"
).mark_bar(height=17).encode(
    x=alt.X("count():Q", title="quotations", axis=alt.Axis(tickMinStep=1)),
    y=alt.Y("speaker:N", sort="-x", title=None),
    color=alt.Color("form:O", title="words", sort=order),
    order="rank:Q",
).properties(width=480, title={
    "text": "Presidents and ministers do the talking",
    "subtitle": "Quotations by speaker, and by whose words they are"})

# %% [markdown]
# ## In their own words
#
# The longest quotations that stand in quotation marks, one for each speaker.

# %%
longest = {}
for row in sorted(quotations.where(form="direct"), key=lambda row: len(row["said"])):
    longest[row["speaker"]] = row
kg.table(longest.values()).select("speaker", "said", "date", "article")

# %% [markdown]
# ## How do they say it?
#
# A reporter's verb colours what is reported: to *say* is neutral, to *claim* is not, to *warn* or
# to *assure* tells the reader what the words are for. Here are the words that introduce the
# quotations.

# %%
cues = quotations.where(lambda row: row["cue"])
alt.Chart(alt.Data(values=cues)).transform_calculate(
    verb="lower(datum.cue)"
).transform_aggregate(times="count()", groupby=["verb"]).transform_window(
    rank="row_number()", sort=[alt.SortField("times", order="descending"), alt.SortField("verb")]
).transform_filter("datum.rank <= 14").mark_bar(height=15, color="#a3262a").encode(
    x=alt.X("times:Q", title="quotations", axis=alt.Axis(tickMinStep=1)),
    y=alt.Y("verb:N", sort=alt.EncodingSortField("rank"), title=None),
).properties(width=480, title="The words that introduce a quotation")

# %% [markdown]
# ## Why this speaker?
#
# No line is taken on trust. Every quotation says on which characters of which article it rests,
# and how its speaker was found.

# %%
first = next(q for q in kg.quotations if q.form == "direct" and q.speaker)
kg.table({"what": label, "is": value}
         for label, value in kg.explain(f"{first.article}/{first.id}"))

# %% [markdown]
# ## Ask anything
#
# The graph is RDF and answers SPARQL. The common questions have names; this one asks for the words
# of one speaker:

# %%
kg.table(kg.query("who-said-what", speaker="Serdyukov"))

# %% [markdown]
# And this is a question of our own: who is quoted in more than one article?

# %%
kg.table(kg.query("""
PREFIX quoth: <https://w3id.org/quoth/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
SELECT ?name (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  ?quotation quoth:speaker/rdfs:label ?name ; schema:isPartOf ?article
} GROUP BY ?name HAVING (COUNT(DISTINCT ?article) > 1) ORDER BY DESC(?articles) ?name
"""))
