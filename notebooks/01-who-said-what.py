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
# Five news reports about the unrest in Kazakhstan in January 2022 lie in `seeds/articles`. Who is
# quoted in them, in what words, and in whose? This page goes from the plain text files to the
# answers.

# %%
from collections import Counter

import altair as alt

import quoth
from quoth.views.drawing import FORMS, THEME
from quoth.views.tables import answers, table

alt.renderers.enable("svg")
alt.theme.register("quoth", enable=True)(lambda: alt.theme.ThemeConfig(config=THEME));

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
# The long bars are the voices that carry the story. The dark part is what they say in their own
# words, the light part what the article says they said.

# %%
quotations = table("quotations", kg)
voices = alt.Chart(alt.Data(values=list(quotations))).transform_filter(
    "datum.speaker"
).transform_calculate(rank=f"indexof({list(FORMS)}, datum.form)").mark_bar(height=16).encode(
    x=alt.X("count():Q", title="quotations"),
    y=alt.Y("speaker:N", sort="-x", title=None),
    color=alt.Color("form:N", title="words", sort=list(FORMS),
                    scale=alt.Scale(domain=list(FORMS), range=list(FORMS.values()))),
    order=alt.Order("rank:Q"),
).properties(width=460, title={
    "text": "Presidents and ministers do the talking",
    "subtitle": "Quotations by speaker and by whose words they are"})
voices

# %% [markdown]
# ## In their own words
#
# The direct quotations, with the article that they stand in.

# %%
quotations.where(form="direct").select("speaker", "said", "date", "outlet").head(12)

# %% [markdown]
# ## How do they say it?
#
# A reporter's verb colours what is reported: to *say* is neutral, to *claim* is not, to *warn* or
# to *assure* tells the reader what the words are for.

# %%
cues = Counter(row["cue"].lower() for row in quotations if row["cue"])
verbs = [{"cue": cue, "quotations": count} for cue, count in cues.most_common(14)]
alt.Chart(alt.Data(values=verbs)).mark_bar(height=14, color="#a3262a").encode(
    x=alt.X("quotations:Q", axis=alt.Axis(tickMinStep=1)),
    y=alt.Y("cue:N", sort="-x", title=None),
).properties(width=460, title="The words that introduce a quotation")

# %% [markdown]
# ## Why this speaker?
#
# No line is taken on trust. Every quotation says on which characters of which article it rests and
# how its speaker was found.

# %%
first = next(q for q in kg.quotations if q.form == "direct" and q.speaker)
for label, value in kg.explain(f"{first.article}/{first.id}"):
    print(f"{label:>12}  {value}")

# %% [markdown]
# ## Ask anything
#
# The graph is RDF and answers SPARQL. The common questions have names; here is one of them, and
# then one of our own: who is quoted in more than one article?

# %%
answers(kg.query("who-said-what", speaker="Serdyukov"))

# %%
answers(kg.query("""
PREFIX quoth: <https://w3id.org/quoth/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
SELECT ?name (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  ?quotation quoth:speaker/rdfs:label ?name ; schema:isPartOf ?article
} GROUP BY ?name HAVING (COUNT(DISTINCT ?article) > 1) ORDER BY DESC(?articles) ?name
"""))
